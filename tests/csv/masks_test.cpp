#include "csv/masks.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string_view>

namespace culprit::csv {
namespace {

using Block = std::array<char, block_bytes>;

BlockMasks naive_masks(const Block& block, char delimiter) {
  BlockMasks masks;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const auto bit = std::uint64_t{1} << i;
    if (block[i] == delimiter) masks.delimiter |= bit;
    if (block[i] == '"') masks.quote |= bit;
    if (block[i] == '\n') masks.line_feed |= bit;
    if (block[i] == '\r') masks.carriage_return |= bit;
  }
  return masks;
}

TEST(Masks, FindEveryByteInEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t place = 0; place < block_bytes; ++place) {
      Block block;
      block.fill('x');
      block[place] = static_cast<char>(byte);
      ASSERT_EQ(SwarMasks::of(block.data(), ','), naive_masks(block, ',')) << byte << ' ' << place;
      ASSERT_EQ(FastMasks::of(block.data(), ','), naive_masks(block, ',')) << byte << ' ' << place;
    }
  }
}

TEST(Masks, PortableAndFastOnesAgreeOnRandomBlocks) {
  std::mt19937 random{1};
  // Neighbours of the wanted bytes, and those with the top bit, are where carries would show.
  constexpr std::string_view alphabet{
      "\",;\n\r\t|\x01\x0b\x0c\x2b\x2d\x21\x23\x80\xac\xa2\x8a\xff\x00", 20};
  for (int round = 0; round < 20'000; ++round) {
    Block block;
    for (auto& byte : block) byte = alphabet[random() % alphabet.size()];
    for (const char delimiter : {',', ';', '\t', '|', '\0', '\xff'}) {
      ASSERT_EQ(SwarMasks::of(block.data(), delimiter), naive_masks(block, delimiter));
      ASSERT_EQ(FastMasks::of(block.data(), delimiter), naive_masks(block, delimiter));
    }
  }
}

}  // namespace
}  // namespace culprit::csv
