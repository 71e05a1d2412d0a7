/// Everything of this folder that a command may use, in one include.
#pragma once

#include "cli/files/descriptor.hpp"
#include "cli/files/file_errors.hpp"
#include "cli/files/growing_file.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "cli/files/signals.hpp"
#include "cli/files/spool.hpp"
