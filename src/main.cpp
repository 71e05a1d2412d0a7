#include "cli/run.hpp"

int main(int argc, char** argv) { return culprit::cli::run(argc, argv); }
