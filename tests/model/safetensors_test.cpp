#include "core/model/safetensors.h"

#include <QtTest>
#include <cstring>
#include <limits>
#include <random>

using mien::DType;
using mien::SafeTensors;
using mien::TensorView;
using Bytes = std::vector<std::uint8_t>;

namespace {

/// A file with this header, length first, and `dataBytes` bytes of data.
Bytes fileOf(const std::string& header, std::size_t dataBytes) {
  Bytes bytes(8 + header.size() + dataBytes);
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  std::memcpy(bytes.data() + 8, header.data(), header.size());
  return bytes;
}

template <class T>
TensorView view(const std::string& name, DType dtype, std::vector<std::int64_t> shape, const std::vector<T>& values) {
  return {name, dtype, std::move(shape), std::as_bytes(std::span(values))};
}

const std::vector<float> kFloats{1, -2, 0.5F, 3e38F, 0, 1e-40F};
const std::vector<std::uint16_t> kHalves{0x3C00, 0xC000, 0x0001, 0x7BFF};  // 1, −2, 2^-24, 65504
const std::vector<std::uint8_t> kOctets{1, 2, 255};
const std::vector<std::int64_t> kLongs{-1, 7};

Bytes sample() {
  const auto bytes =
      mien::encodeSafeTensors({view("b.weight", DType::F32, {2, 3}, kFloats), view("half", DType::F16, {4}, kHalves),
                               view("a", DType::U8, {3, 1}, kOctets), view("longs", DType::I64, {2}, kLongs)},
                              {{"title", "a test"}});
  return *bytes;
}

}  // namespace

class SafeTensorsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void roundTrip() {
    auto file = SafeTensors::parse(sample(), "sample");
    QVERIFY(file);
    const SafeTensors moved = std::move(*file);
    QCOMPARE(moved.names(), (std::vector<std::string>{"a", "b.weight", "half", "longs"}));
    QCOMPARE(moved.metadata().at("title"), std::string("a test"));
    QCOMPARE(moved.find("b.weight")->shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(mien::toFloats(*moved.find("b.weight")), kFloats);
    QCOMPARE(mien::toFloats(*moved.find("half")), (std::vector<float>{1, -2, std::ldexp(1.0F, -24), 65504}));
    QVERIFY(mien::toFloats(*moved.find("longs")).empty());
    QCOMPARE(std::memcmp(moved.find("longs")->data.data(), kLongs.data(), 16), 0);
    QVERIFY(!moved.find("none") && !moved.find(""));
  }

  void sameContentSameBytes() {
    const std::map<std::string, std::string> metadata{{"z", "1"}, {"y", "2"}};
    const auto a = view("a", DType::U8, {3}, kOctets);
    const auto b = view("b", DType::F32, {6}, kFloats);
    QCOMPARE(*mien::encodeSafeTensors({a, b}, metadata), *mien::encodeSafeTensors({b, a}, metadata));
  }

  void everyTensorIsAligned() {
    const auto file = SafeTensors::parse(sample(), "sample");
    for (const TensorView& tensor : file->tensors()) {
      QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.data.data()) % mien::sizeOf(tensor.dtype), std::uintptr_t{0});
    }
  }

  void fileRoundTrip() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("w.safetensors")).toStdString();
    QVERIFY(mien::writeSafeTensors(path, {view("a", DType::U8, {3}, kOctets)}));
    QVERIFY(SafeTensors::open(path)->find("a"));
    QCOMPARE(SafeTensors::open(path, 10).error().kind, mien::ErrorKind::Input);
    QCOMPARE(SafeTensors::open(path.string() + "x").error().kind, mien::ErrorKind::Input);
  }

  void emptyFileAndScalarAndEmptyTensor() {
    QVERIFY(SafeTensors::parse(fileOf("{}", 0), "empty")->names().empty());
    const std::vector<float> one{4};
    const std::vector<float> none;
    const auto bytes = mien::encodeSafeTensors({view("s", DType::F32, {}, one), view("e", DType::F32, {0, 7}, none)});
    const auto file = SafeTensors::parse(*bytes, "f");
    QVERIFY(file);
    QCOMPARE(mien::toFloats(*file->find("s")), one);
    QCOMPARE(mien::toFloats(*file->find("e")), none);
  }

  void finiteValues() {
    QVERIFY(mien::isFinite(view("f", DType::F32, {6}, kFloats)));
    QVERIFY(mien::isFinite(view("h", DType::F16, {4}, kHalves)));
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity()}) {
      QVERIFY(!mien::isFinite(view("f", DType::F32, {2}, std::vector<float>{1, bad})));
    }
    for (const std::uint16_t bad : {0x7C00, 0xFC00, 0x7E01}) {
      QVERIFY(!mien::isFinite(view("h", DType::F16, {2}, std::vector<std::uint16_t>{0, bad})));
    }
    for (const std::uint16_t bad : {0x7F80, 0xFF80, 0x7FC1}) {
      QVERIFY(!mien::isFinite(view("b", DType::BF16, {2}, std::vector<std::uint16_t>{0, bad})));
    }
    QCOMPARE(mien::toFloats(view("b", DType::BF16, {2}, std::vector<std::uint16_t>{0x3F80, 0xC000})),
             (std::vector<float>{1, -2}));
    QVERIFY(mien::isFinite(view("l", DType::I64, {2}, std::vector<std::int64_t>{-1, 0x7F80})));
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const char* header, int dataBytes, const char* reason) {
      QTest::newRow(name) << QByteArray(header) << dataBytes << QByteArray(reason);
    };
    row("no JSON", "hello", 0, "not JSON");
    row("no object", "[]", 0, "not an object");
    row("trailing bytes", "{} {}", 0, "not JSON");
    row("name twice",
        R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
        2, "\"a\" twice");
    row("empty name", R"({"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "name is empty");
    row("unknown dtype", R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", 8, "unknown dtype");
    row("dtype a number", R"({"a":{"dtype":3,"shape":[1],"data_offsets":[0,1]}})", 1, "unknown dtype");
    row("missing shape", R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1, "has not just");
    row("extra field", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}})", 1, "has not just");
    row("entry a number", R"({"a":1})", 0, "has not just");
    row("negative side", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "whole number");
    row("fractional side", R"({"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}})", 1, "whole number");
    row("shape overflows", R"({"a":{"dtype":"U8","shape":[4294967296,4294967297],"data_offsets":[0,1]}})", 1,
        "does not match");
    row("shape overflows to the right size",
        R"({"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}})", 4, "does not match");
    row("side over 2^63", R"({"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}})", 1, "too large");
    row("shape too small", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})", 8, "does not match");
    row("rank 9", R"({"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}})", 1, "at most 8");
    row("end before begin", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", 1, "past the end");
    row("past the end", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 1, "past the end");
    row("offset huge", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[18446744073709551615,0]}})", 1,
        "past the end");
    row("offset 1e999", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1e999]}})", 1, "too large");
    row("one offset", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1, "two data_offsets");
    row("overlap",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
        3, "overlap");
    row("same bytes twice",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
        2, "overlap");
    row("hole",
        R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
        3, "hole");
    row("hole at the start", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2, "hole");
    row("left over", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 2, "left over");
    row("metadata no text", R"({"__metadata__":{"a":1}})", 0, "other than text");
    row("metadata no object", R"({"__metadata__":[]})", 0, "not an object");
    row("deep", R"({"a":{"dtype":"U8","shape":[[[[[1]]]]],"data_offsets":[0,1]}})", 1, "nested deeper");
  }

  void refuses() {
    QFETCH(QByteArray, header);
    QFETCH(int, dataBytes);
    QFETCH(QByteArray, reason);
    const auto file = SafeTensors::parse(fileOf(header.toStdString(), static_cast<std::size_t>(dataBytes)), "bad.st");
    QVERIFY(!file);
    QCOMPARE(file.error().kind, mien::ErrorKind::Model);
    const QByteArray message = QByteArray::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.startsWith("bad.st"), message.constData());
  }

  void refusesBadHeaderLengths() {
    for (const std::uint64_t length :
         {std::uint64_t{3}, std::uint64_t{1 << 20} + 1, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
      Bytes bytes = fileOf("{}", 0);
      std::memcpy(bytes.data(), &length, 8);
      QVERIFY(!SafeTensors::parse(bytes, "f"));
    }
    for (std::size_t size = 0; size < 8; ++size) QVERIFY(!SafeTensors::parse(Bytes(size, 0), "f"));
  }

  void everyTruncationIsRefused() {
    const Bytes whole = sample();
    for (std::size_t size = 0; size < whole.size(); ++size) {
      QVERIFY(!SafeTensors::parse(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "f"));
    }
    Bytes longer = whole;
    longer.push_back(0);
    QVERIFY(!SafeTensors::parse(longer, "f"));
  }

  // Whatever the bytes: refused, or every view lies inside the file and can be read (the sanitizer watches).
  void mutations() {
    std::mt19937 random(11);
    const Bytes whole = sample();
    std::uint64_t header = 0;
    std::memcpy(&header, whole.data(), 8);
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
      Bytes bytes = whole;
      for (std::uint32_t i = 0; i <= random() % 3; ++i) {
        bytes[random() % (8 + header)] = static_cast<std::uint8_t>(random());
      }
      const auto file = SafeTensors::parse(std::move(bytes), "f");
      if (!file) continue;
      ++accepted;
      for (const TensorView& tensor : file->tensors()) {
        QVERIFY(mien::isFinite(tensor) || !mien::toFloats(tensor).empty());
      }
      QVERIFY(mien::encodeSafeTensors(file->tensors(), file->metadata()));
    }
    QVERIFY(accepted > 0 && accepted < 20'000);
  }

  void writerRefuses() {
    const auto good = view("a", DType::U8, {3}, kOctets);
    for (const std::vector<TensorView>& bad :
         {std::vector{good, good}, std::vector{view("", DType::U8, {3}, kOctets)},
          std::vector{view("\xFF", DType::U8, {3}, kOctets)}, std::vector{view("a", DType::U8, {4}, kOctets)},
          std::vector{view("a", DType::F32, {-1, -3}, kOctets)},
          std::vector{view("__metadata__", DType::U8, {3}, kOctets)}}) {
      const auto bytes = mien::encodeSafeTensors(bad);
      QVERIFY(!bytes);
      QCOMPARE(bytes.error().kind, mien::ErrorKind::Internal);
    }
  }
};

QTEST_APPLESS_MAIN(SafeTensorsTest)
#include "safetensors_test.moc"
