#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "csv/sources.hpp"

namespace culprit::csv {
namespace {

using namespace std::string_literals;

const std::string diary = "date,type,name\n2024-01-01,food,milk\n";

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::string zstd_with_window(const std::string& text, int window_log) {
  auto* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  ZSTD_outBuffer out{packed.data(), packed.size(), 0};
  // Two steps, so that the size is not known when the frame starts and the window is not shrunk.
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush);
  EXPECT_EQ(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end), 0U);
  packed.resize(out.pos);
  ZSTD_freeCCtx(context);
  return packed;
}

/// `size` bytes of one letter as frames of zstd, without making them.
std::string zstd_bomb(std::size_t size) {
  const auto frame = zstd(std::string(std::size_t{1} << 20, 'a'));
  std::string bomb;
  for (std::size_t made = 0; made < size; made += std::size_t{1} << 20) bomb += frame;
  return bomb;
}

const std::string skippable_frame = "\x5A\x2A\x4D\x18\x03\x00\x00\x00xyz"s;

std::string decoded(const std::string& text) {
  const TextInput input{"d.csv", text};
  const auto in_place = read_to_end(*open_decoded(input));
  for (const std::size_t portion : {1U, 3U, 5000U}) {
    const PortionInput streamed{text, portion};
    EXPECT_EQ(read_to_end(*open_decoded(streamed)), in_place) << portion;
  }
  return in_place;
}

Message failure_of(const Input& input) {
  try {
    const auto source = open_decoded(input);
    std::string buffer(1 << 16, '\0');
    while (source->read(buffer) > 0) {
    }
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().place, (Place{.file = "d.csv"}));
    return error.messages().front();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

Message failure_of(const std::string& text) {
  const auto message = failure_of(TextInput{"d.csv", text});
  if (text.size() < 100'000) {
    EXPECT_EQ(failure_of(PortionInput{text, 3}), message);
  }
  return message;
}

TEST(OpenDecoded, PassesTextThrough) {
  EXPECT_EQ(decoded(diary), diary);
  EXPECT_EQ(decoded("a"), "a");
  std::string text;
  while (text.size() < 300'000) text += std::to_string(text.size()) + ",b\n";
  EXPECT_EQ(decoded(text), text);
  const TextInput input{"d.csv", diary};
  EXPECT_EQ(open_decoded(input)->in_memory(), diary);
}

TEST(OpenDecoded, Unpacks) {
  std::string text;
  while (text.size() < 300'000) text += std::to_string(text.size() * 7919) + ",b\n";
  EXPECT_EQ(decoded(gzip(diary)), diary);
  EXPECT_EQ(decoded(gzip(text)), text);
  EXPECT_EQ(decoded(gzip(diary) + gzip("") + gzip(text)), diary + text);
  EXPECT_EQ(decoded(zstd(diary)), diary);
  EXPECT_EQ(decoded(zstd(text)), text);
  EXPECT_EQ(decoded(zstd(diary) + skippable_frame + zstd("") + zstd(text)), diary + text);
  EXPECT_EQ(decoded(skippable_frame + zstd(diary)), diary);
  EXPECT_EQ(decoded(zstd_with_window(diary, 23)), diary);
  EXPECT_FALSE(open_decoded(TextInput{"d.csv", gzip(diary)})->in_memory().has_value());
}

TEST(OpenDecoded, PassesOverZerosBehindPackedData) {
  for (const std::size_t zeros : {std::size_t{1}, std::size_t{1024}, std::size_t{200'000}}) {
    const std::string padding(zeros, '\0');
    for (const auto& packed :
        {gzip(diary), zstd(diary), gzip("") + gzip(diary), zstd(diary) + skippable_frame}) {
      EXPECT_EQ(decoded(packed + padding), diary) << zeros;
      // Padding lasts to the end.
      EXPECT_EQ(failure_of(packed + padding + "x").code, "compressed_corrupt") << zeros;
      EXPECT_EQ(failure_of(packed + padding + packed).code, "compressed_corrupt") << zeros;
    }
  }
}

TEST(OpenDecoded, ReportsPackedDataThatEndsTooEarly) {
  for (const auto& [format, packed] :
      {std::pair{"gzip"s, gzip(diary)}, std::pair{"zstd"s, zstd(diary)}}) {
    // The magic bytes alone are the least by which the format is known.
    for (std::size_t size = format == "gzip" ? 2 : 4; size < packed.size(); ++size) {
      const auto message = failure_of(packed.substr(0, size));
      EXPECT_EQ(message.code, "compressed_truncated") << format << ' ' << size;
      EXPECT_EQ(message.text, format + " data ends too early; expected a complete file");
      EXPECT_EQ(message.hint, "copy or download the file again");
    }
    EXPECT_EQ(failure_of(packed + packed.substr(0, 5)).code, "compressed_truncated");
  }
}

TEST(OpenDecoded, ReportsPackedDataThatIsDamaged) {
  auto wrong_checksum = gzip(diary);
  wrong_checksum[wrong_checksum.size() - 6] ^= 1;
  auto wrong_header = zstd(diary);
  wrong_header[4] = static_cast<char>(wrong_header[4] | 0x08);
  for (const auto& [format, packed] :
      {std::pair{"gzip"s, wrong_checksum}, std::pair{"gzip"s, gzip(diary) + "trailing text"},
          std::pair{"gzip"s, gzip(diary) + zstd(diary)}, std::pair{"zstd"s, wrong_header},
          std::pair{"zstd"s, zstd(diary) + "trailing text"}}) {
    const auto message = failure_of(packed);
    EXPECT_EQ(message.code, "compressed_corrupt");
    EXPECT_EQ(message.text,
        format + " data is damaged; expected " + format + " data to the end of the file");
    EXPECT_EQ(message.hint, "copy or download the file again");
  }
}

TEST(OpenDecoded, RefusesBombs) {
  constexpr auto megabytes = std::size_t{1} << 20;
  const std::string part = gzip(std::string(8 * megabytes, 'a'));
  std::string gzip_bomb;
  for (int i = 0; i < 33; ++i) gzip_bomb += part;
  for (const auto& bomb : {gzip_bomb, zstd_bomb(257 * megabytes)}) {
    const auto message = failure_of(bomb);
    EXPECT_EQ(message.code, "compressed_bomb");
    EXPECT_EQ(message.text,
        "compressed data grows more than 200 times to over 256 MiB; expected a diary");
    EXPECT_EQ(message.hint, "if the file is what it should be, unpack it first");
  }
  const TextInput harmless{"d.csv", zstd_bomb(255 * megabytes)};
  const auto source = open_decoded(harmless);
  std::string buffer(megabytes, '\0');
  std::size_t total = 0;
  for (auto got = source->read(buffer); got > 0; got = source->read(buffer)) total += got;
  EXPECT_EQ(total, 255 * megabytes);
}

TEST(OpenDecoded, RefusesZstdWindowsThatNeedMuchMemory) {
  const auto message = failure_of(zstd_with_window(diary, 24));
  EXPECT_EQ(message.code, "compressed_window");
  EXPECT_EQ(message.text, "zstd data needs a window over 8 MiB; expected at most 8 MiB");
  EXPECT_EQ(message.hint, "unpack it first, or pack it without --long and --ultra");
}

TEST(OpenDecoded, TurnsUtf16IntoUtf8) {
  // "ä,🍓\n" and a lone surrogate of either kind
  const auto little = "\xFF\xFE\xE4\x00,\x00\x3C\xD8\x53\xDF\n\x00"s;
  const auto big = "\xFE\xFF\x00\xE4\x00,\xD8\x3C\xDF\x53\x00\n"s;
  EXPECT_EQ(decoded(little), "ä,🍓\n");
  EXPECT_EQ(decoded(big), "ä,🍓\n");
  EXPECT_EQ(decoded(gzip(little)), "ä,🍓\n");
  EXPECT_EQ(decoded("\xFF\xFE"
                    "a\0\xAC\x20"s),
      "a€");
  EXPECT_EQ(decoded("\xFF\xFE"
                    "a\0b"s),
      "a\xEF\xBF\xBD");
  EXPECT_EQ(decoded("\xFF\xFE\x3C\xD8"
                    "a\0"s),
      "\xEF\xBF\xBD"
      "a");
  EXPECT_EQ(decoded("\xFF\xFE\x53\xDF"
                    "a\0"s),
      "\xEF\xBF\xBD"
      "a");
  EXPECT_EQ(decoded("\xFF\xFE\x3C\xD8\x3C\xD8\x53\xDF"s), "\xEF\xBF\xBD🍓");
  EXPECT_EQ(decoded("\xFF\xFE"
                    "a\0\x3C\xD8"s),
      "a\xEF\xBF\xBD");
}

TEST(OpenDecoded, RefusesWhatIsNoTable) {
  struct Case {
    std::string bytes;
    std::string what;
    std::string hint;
  };
  const auto unpack = "unpack it and give the table inside"s;
  const auto save = "open it in a spreadsheet program and save the sheet as CSV"s;
  const auto from_app = "export the diary from the app as CSV"s;
  const auto zip = "PK\x03\x04\x14\0\0\0"s;
  for (const auto& c : {
           Case{zip + "diary.csv", "a zip archive", unpack},
           Case{"PK\x05\x06\0\0"s, "an empty zip archive", unpack},
           Case{"PK\x07\x08PK"s, "a zip archive", unpack},
           Case{zip + "[Content_Types].xml", "an Excel workbook (xlsx)", save},
           Case{zip + "_rels/.rels" + zip + "xl/workbook.xml", "an Excel workbook (xlsx)", save},
           Case{zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
               "an OpenDocument spreadsheet (ods)", save},
           Case{"\xD0\xCF\x11\xE0\xA1\xB1"s, "an old Excel workbook (xls)", save},
           Case{"%PDF-1.7", "a PDF document", from_app},
           Case{"SQLite format 3\0"s, "an SQLite database", "export the table from it as CSV"},
           Case{"\xFD"
                "7zXZ\0"s,
               "xz data", "unpack it with xz -d"},
           Case{"BZh91AY&SY", "bzip2 data", "unpack it with bunzip2"},
           Case{"date,type\n\0\1\2"s, "binary data", from_app},
           Case{"\xFF\xFE\0\0a\0\0\0"s, "binary data", from_app},  // UTF-32
           Case{gzip(zip + "a"), "a zip archive", unpack},
           Case{zstd("%PDF-1.7"), "a PDF document", from_app},
           Case{gzip("a\0b"s), "binary data", from_app},
           Case{gzip(gzip(diary)), "compressed twice", "unpack it first"},
           Case{zstd(gzip(diary)), "compressed twice", "unpack it first"},
       }) {
    const auto message = failure_of(c.bytes);
    EXPECT_EQ(message.code, "not_a_table");
    EXPECT_EQ(message.text, "file is " + c.what + "; expected a table as text (CSV)");
    EXPECT_EQ(message.hint, c.hint) << c.what;
  }
  EXPECT_EQ(decoded("BZh,date\n"), "BZh,date\n");
  EXPECT_EQ(decoded("PK,date\n"), "PK,date\n");
}

TEST(OpenDecoded, TakesEmptyFiles) {
  for (const auto& text : {""s, gzip(""), zstd(""), skippable_frame, "\xFF\xFE"s})
    EXPECT_EQ(decoded(text), "");
}

/// Counts how often it is opened.
class CountedInput final : public Input {
 public:
  explicit CountedInput(std::string text, std::size_t size = 0)
      : input_{std::move(text), 100}, size_{size} {}
  [[nodiscard]] std::size_t size() const noexcept override { return size_; }
  [[nodiscard]] const std::string& name() const noexcept override { return input_.name(); }
  [[nodiscard]] std::unique_ptr<ByteSource> open() const override {
    ++opened_;
    return input_.open();
  }
  [[nodiscard]] int opened() const noexcept { return opened_; }

 private:
  PortionInput input_;
  std::size_t size_;
  mutable int opened_ = 0;
};

TEST(DecodedInput, OpensAndUnpacksOnceWhatFits) {
  for (const auto& text : {diary, gzip(diary), zstd(diary)}) {
    const CountedInput input{text};
    const DecodedInput once{input, diary.size()};
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(read_to_end(*once.open()), diary);
      EXPECT_EQ(once.open()->in_memory(), diary);
    }
    EXPECT_EQ(once.name(), "d.csv");
    EXPECT_EQ(once.kept(), diary.size());
    EXPECT_EQ(input.opened(), 1);
  }
}

TEST(DecodedInput, StreamsWhatDoesNotFit) {
  const CountedInput input{gzip(diary)};
  const DecodedInput streamed{input, diary.size() - 1};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(read_to_end(*streamed.open()), diary);
  EXPECT_EQ(streamed.kept(), 0U);
  EXPECT_EQ(input.opened(), 4);
}

TEST(DecodedInput, DoesNotTryWhatIsKnownToBeTooLong) {
  const CountedInput input{diary, diary.size()};
  const DecodedInput streamed{input, diary.size() - 1};
  EXPECT_EQ(input.opened(), 0);
  EXPECT_EQ(read_to_end(*streamed.open()), diary);
}

TEST(DecodedInput, CopiesNothingThatLiesInMemory) {
  const TextInput input{"d.csv", diary};
  const DecodedInput once{input, diary.size()};
  EXPECT_EQ(once.kept(), 0U);
  EXPECT_EQ(once.open()->in_memory()->data(), input.open()->in_memory()->data());
}

TEST(DecodedInput, RefusesWhatIsNoTableAtOnce) {
  for (const auto& text : {gzip(diary).substr(0, 20), "%PDF-1.7"s}) {
    const TextInput input{"d.csv", text};
    EXPECT_THROW((DecodedInput{input, 1000}), InputError) << text;
  }
}

}  // namespace
}  // namespace culprit::csv
