#include "culprit/core/number.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>

namespace culprit {
namespace {

TEST(ParseNumber, TakesTheWholeTextOrNothing) {
  struct Case {
    const char* text;
    std::optional<double> value;
  };
  for (const auto& c :
      {Case{"4.5", 4.5}, Case{"-1", -1.0}, Case{"+3", 3.0}, Case{"1e3", 1000.0}, Case{".5", 0.5},
          Case{"5.", 5.0}, Case{"007", 7.0}, Case{"123456789012345678", 123456789012345678.0},
          Case{"", {}}, Case{" 4", {}}, Case{"4 ", {}}, Case{"4,5", {}}, Case{"1,050", {}},
          Case{"4.5.6", {}}, Case{".", {}}, Case{"+-3", {}}, Case{"++3", {}}, Case{"0x10", {}},
          Case{"inf", {}}, Case{"nan", {}}, Case{"1e999", {}}, Case{"4/10", {}}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(parse_number(c.text), c.value);
  }
}

TEST(ParseNumber, WithADecimalCommaAPointIsNoNumber) {
  EXPECT_EQ(parse_number("30,5", DecimalMark::comma), 30.5);
  EXPECT_EQ(parse_number("-0,25", DecimalMark::comma), -0.25);
  EXPECT_EQ(parse_number("30", DecimalMark::comma), 30.0);
  EXPECT_EQ(parse_number("30.5", DecimalMark::comma), std::nullopt);
  EXPECT_EQ(parse_number("1,2,3", DecimalMark::comma), std::nullopt);
  EXPECT_EQ(parse_number(std::string(100, '1'), DecimalMark::comma), std::nullopt);
}

TEST(ParseNumber, AgreesWithFromCharsToTheLastBit) {
  std::mt19937_64 random{7};
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(random() % 1000000000);
    if (i % 3 != 0) text.insert(random() % (text.size() + 1), ".");
    double expected = 0;
    std::from_chars(text.data(), text.data() + text.size(), expected);
    EXPECT_EQ(parse_number(text), expected) << text;
  }
}

TEST(FormatNumber, PrintsAtMostNineDigits) {
  struct Case {
    double value;
    const char* text;
  };
  for (const auto& c : {Case{0.1, "0.1"}, Case{1.0 / 3, "0.333333333"}, Case{-0.0, "0"},
           Case{12345678.9, "12345678.9"}, Case{1e-7, "1e-07"}, Case{100000, "100000"},
           Case{2.0, "2"}, Case{1e300, "1e+300"}}) {
    EXPECT_EQ(format_number(c.value), c.text);
  }
}

TEST(FormatNumber, RefusesWhatIsNotANumber) {
  try {
    (void)format_number(std::numeric_limits<double>::quiet_NaN());
    FAIL();
  } catch (const std::domain_error& error) {
    EXPECT_STREQ(error.what(), "format_number: value is nan, but must be finite!");
  }
  EXPECT_THROW((void)format_number(std::numeric_limits<double>::infinity()), std::domain_error);
}

TEST(RoundToPrinted, IsWhatFormatNumberPrints) {
  std::mt19937_64 random{3};
  for (int i = 0; i < 10000; ++i) {
    const double value =
        std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 80) - 90);
    const double rounded = round_to_printed(value);
    EXPECT_EQ(parse_number(format_number(value)), rounded);
    EXPECT_EQ(round_to_printed(rounded), rounded);
  }
  EXPECT_TRUE(std::isnan(round_to_printed(std::nan(""))));
  EXPECT_FALSE(std::signbit(round_to_printed(-0.0)));
}

TEST(RoundToPrinted, KeepsAsManyDigitsAsAskedFor) {
  EXPECT_EQ(round_to_printed(2.0 / 3), 0.666666667);
  EXPECT_EQ(round_to_printed(2.0 / 3, probability_digits), 0.666667);
  EXPECT_EQ(round_to_printed(1.23456789e-12, probability_digits), 1.23457e-12);
  EXPECT_EQ(round_to_printed(0.99999999, probability_digits), 1);
}

TEST(DecadeOf, TakesPowersOfTenForThemselves) {
  double power = 1;
  for (int decade = 0; decade <= 22; ++decade, power *= 10) {
    EXPECT_EQ(decade_of(power), decade);
    EXPECT_EQ(decade_of(0.99999999999999 * power), decade - 1);
    EXPECT_EQ(decade_of(9.9 * power), decade);
    EXPECT_EQ(decade_of(1 / power), -decade);
  }
  EXPECT_EQ(decade_of(std::numeric_limits<double>::denorm_min()), -324);
  for (const double bad : {0.0, -1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_THROW((void)decade_of(bad), std::domain_error);
  }
}

}  // namespace
}  // namespace culprit
