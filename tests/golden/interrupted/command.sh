# Waits for standard input until the interrupt; the background job must not ignore it.
mkfifo input
sleep 5 >input &
sleeper=$!
env --default-signal=INT "$culprit" check - -o result.txt <input &
program=$!
sleep 0.5
ls -A | sed 's/[a-z2-7]\{8\}$/(own name)/'
kill -INT "$program"
wait "$program"
echo "exit code $?"
kill "$sleeper"
ls -A
