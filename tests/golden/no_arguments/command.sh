"$culprit"
