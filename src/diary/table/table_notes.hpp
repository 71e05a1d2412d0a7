/// What a person should know of how the columns of a table were understood.
#pragma once

#include "diary/table/table_roles.hpp"

namespace culprit::diary {

/// Says in the report what is not used: measures of the body or of what was eaten, and columns that
/// are asked about.
void note_columns(FileContext& context, const TableRoles& roles);

}  // namespace culprit::diary
