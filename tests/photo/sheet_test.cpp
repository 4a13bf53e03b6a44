#include "core/photo/sheet.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace mien;

namespace {

Image8 plain(int width, int height, int channels, std::uint8_t value, std::uint8_t alpha = 255) {
  Image8 out(width, height, channels, value);
  for (std::size_t i = 3; channels == 4 && i < out.size(); i += 4) out.data()[i] = alpha;
  return out;
}

SheetLayout layoutOf(int count, int columns, int gap) {
  return {.frameWidth = 10, .frameHeight = 6, .count = count, .columns = columns, .gap = gap};
}

}  // namespace

class SheetTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void framesLieInRows() {
    auto sheet = Sheet::make(layoutOf(5, 3, 0));
    QVERIFY(sheet.has_value());
    QCOMPARE(sheet->pixels().width(), 30);
    QCOMPARE(sheet->pixels().height(), 12);
    for (int i = 0; i < 5; ++i) QVERIFY(sheet->put(i, plain(10, 6, 3, static_cast<std::uint8_t>(50 + i))));
    for (int y = 0; y < 12; ++y) {
      for (int x = 0; x < 30; ++x) {
        const int frame = y / 6 * 3 + x / 10;
        QCOMPARE(int{sheet->pixels().at(x, y, 0)}, frame < 5 ? 50 + frame : 0);
        QCOMPARE(int{sheet->pixels().at(x, y, 3)}, frame < 5 ? 255 : 0);
      }
    }
  }

  void gapsShowTheBackground() {
    SheetLayout layout = layoutOf(2, 1, 4);
    layout.background = {1, 2, 3};
    auto sheet = Sheet::make(layout);
    QVERIFY(sheet.has_value());
    QCOMPARE(sheet->pixels().width(), 18);
    QCOMPARE(sheet->pixels().height(), 24);
    QCOMPARE(sheet->pixels().channels(), 3);
    for (int i = 0; i < 2; ++i) QVERIFY(sheet->put(i, plain(10, 6, 3, 90)));
    QCOMPARE(int{sheet->pixels().at(3, 4, 1)}, 2);
    QCOMPARE(int{sheet->pixels().at(4, 4, 1)}, 90);
    QCOMPARE(int{sheet->pixels().at(13, 19, 1)}, 90);
    QCOMPARE(int{sheet->pixels().at(13, 20, 2)}, 3);
    QCOMPARE(int{sheet->pixels().at(4, 11, 0)}, 1);
  }

  void alphaIsKeptOrLaidOver() {
    auto clear = Sheet::make(layoutOf(1, 1, 0));
    QVERIFY(clear->put(0, plain(10, 6, 4, 100, 64)));
    QCOMPARE(int{clear->pixels().at(5, 3, 0)}, 100);
    QCOMPARE(int{clear->pixels().at(5, 3, 3)}, 64);
    SheetLayout layout = layoutOf(1, 1, 0);
    layout.background = {200, 200, 200};
    auto solid = Sheet::make(layout);
    QVERIFY(solid->put(0, plain(10, 6, 4, 100, 64)));
    QCOMPARE(int{solid->pixels().at(5, 3, 0)}, 175);  // 100 · 64/255 + 200 · 191/255
  }

  void captionsLieBelowTheirFrames() {
    for (const bool clear : {false, true}) {
      SheetLayout layout{.frameWidth = 60, .frameHeight = 40, .count = 2, .columns = 1, .gap = 4, .captionHeight = 20};
      if (!clear) layout.background = {255, 255, 255};
      auto sheet = Sheet::make(layout);
      QVERIFY(sheet.has_value());
      QCOMPARE(sheet->pixels().width(), 68);
      QCOMPARE(sheet->pixels().height(), 132);
      for (int i = 0; i < 2; ++i) QVERIFY(sheet->put(i, plain(60, 40, 3, 90)));
      const Image8 before = sheet->pixels();
      sheet->caption(1, "12   00:03");
      int left = 68;
      int right = 0;
      for (int y = 0; y < 132; ++y) {
        for (int x = 0; x < 68; ++x) {
          bool changed = false;
          for (int c = 0; c < before.channels(); ++c) changed |= before.at(x, y, c) != sheet->pixels().at(x, y, c);
          if (!changed) continue;
          QVERIFY(x >= 4 && x < 64 && y >= 108 && y < 128);
          left = std::min(left, x);
          right = std::max(right, x);
        }
      }
      QVERIFY(right - left > 20);
      QVERIFY(std::abs(left + right - 67) <= 3);  // in the middle
    }
    auto sheet = Sheet::make(layoutOf(1, 1, 0));
    const Image8 before = sheet->pixels();
    sheet->caption(0, "no room");
    QVERIFY(before == sheet->pixels());
  }

  void columnsAreAboutAsManyAsRows() {
    for (const auto& [count, columns, rows] :
         {std::tuple(1, 1, 1), std::tuple(8, 3, 3), std::tuple(9, 3, 3), std::tuple(12, 4, 3), std::tuple(2, 2, 1)}) {
      const auto sheet = Sheet::make(layoutOf(count, 0, 1));
      QCOMPARE(sheet->layout().columns, columns);
      QCOMPARE(sheet->rows(), rows);
    }
    QCOMPARE(Sheet::make(layoutOf(3, 8, 0))->pixels().width(), 30);
  }

  void theDescriptionFitsThePicture() {
    const auto sheet = Sheet::make(layoutOf(5, 3, 0));
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(spriteJson(*sheet, 12.5))).object();
    QCOMPARE(json[u"frame"][u"width"].toInt() * json[u"columns"].toInt(), sheet->pixels().width());
    QCOMPARE(json[u"frame"][u"height"].toInt() * json[u"rows"].toInt(), sheet->pixels().height());
    QCOMPARE(json[u"count"].toInt(), 5);
    QCOMPARE(json[u"fps"].toDouble(), 12.5);
    QCOMPARE(json[u"schema"].toInt(), 1);
  }

  void impossibleSheetsAreRefused() {
    for (const SheetLayout& layout : {layoutOf(0, 1, 0), layoutOf(1, -1, 0), layoutOf(1, 1, -1),
                                      layoutOf(2000, 2000, 0), layoutOf(2'000'000'000, 1, 1000)})
      QVERIFY(Sheet::make(layout).error().kind == ErrorKind::Usage);
    auto sheet = Sheet::make(layoutOf(2, 2, 0));
    QVERIFY(!sheet->put(2, plain(10, 6, 3, 0)));
    QVERIFY(!sheet->put(-1, plain(10, 6, 3, 0)));
    QVERIFY(!sheet->put(0, plain(10, 7, 3, 0)));
  }
};

QTEST_APPLESS_MAIN(SheetTest)
#include "sheet_test.moc"
