#include <gtest/gtest.h>

#include "culprit/core/text.hpp"
#include "diary/cells/table_cells.hpp"

namespace culprit::diary {
namespace {

TEST(SeverityWords, RateFromNoneToUnbearableInSevenLanguages) {
  struct Case {
    const char* text;
    double value;
  };
  for (const auto& c : {Case{"None", 0}, Case{"Mild", 1}, Case{"Moderate", 2}, Case{"SEVERE", 3},
           Case{"Unbearable", 4}, Case{"very  severe", 4}, Case{"keine", 0}, Case{"leicht", 1},
           Case{"mäßig", 2}, Case{"stark", 3}, Case{"unerträglich", 4}, Case{"aucune", 0},
           Case{"Légère", 1}, Case{"modéré", 2}, Case{"sévère", 3}, Case{"ninguno", 0},
           Case{"leve", 1}, Case{"moderado", 2}, Case{"grave", 3}, Case{"lieve", 1},
           Case{"nessuna", 0}, Case{"geen", 0}, Case{"matig", 2}, Case{"ernstig", 3},
           Case{"nenhum", 0}, Case{"Insuportável", 4}}) {
    SCOPED_TRACE(c.text);
    const auto value = severity_from_word(fold_name(c.text));
    ASSERT_TRUE(value.has_value());
    EXPECT_EQ(*value, c.value);
  }
}

TEST(SeverityWords, KnowNothingElse) {
  for (const char* text : {"", "left arm", "mild pain", "3", "ok"}) {
    EXPECT_FALSE(severity_from_word(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace culprit::diary
