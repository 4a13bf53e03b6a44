#include <QQuickWindow>
#include <QtTest>

#include "app/items/icon_paths.h"
#include "app/items/picture_item.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPictureItem : public QObject {
  Q_OBJECT

  static QImage plain(int w, int h, QColor colour) {
    QImage image(w, h, QImage::Format_RGBA8888);
    image.fill(colour);
    return image;
  }

 private Q_SLOTS:
  void fitsAndKeepsTheShape() {
    PictureItem item;
    item.setSize({400, 200});
    item.setPicture(plain(100, 100, Qt::red));
    QCOMPARE(item.paintedRect(), QRectF(100, 0, 200, 200));
    item.setFill(true);
    QCOMPARE(item.paintedRect(), QRectF(0, -100, 400, 400));
    item.setFill(false);
    item.setZoom(1);
    QCOMPARE(item.paintedRect(), QRectF(150, 50, 100, 100));
  }

  /// What lies under the pointer stays there.
  void zoomsAboutAPoint() {
    PictureItem item;
    item.setSize({100, 100});
    item.setPicture(plain(100, 100, Qt::red));
    QCOMPARE(item.shownZoom(), 1.0);
    item.zoomAt({25, 50}, 2);
    QCOMPARE(item.shownZoom(), 2.0);
    QCOMPARE(item.paintedRect(), QRectF(-25, -50, 200, 200));
    item.zoomAt({25, 50}, 4);
    QCOMPARE(item.paintedRect(), QRectF(-75, -150, 400, 400));
    item.zoomAt({0, 0}, 0.5);  // smaller than the item: in its middle
    QCOMPARE(item.paintedRect(), QRectF(25, 25, 50, 50));
    item.setZoom(0);
    QCOMPARE(item.paintedRect(), QRectF(0, 0, 100, 100));
  }

  void pansOnlyAsFarAsThePictureReaches() {
    PictureItem item;
    item.setSize({100, 100});
    item.setPicture(plain(300, 80, Qt::red));
    item.setZoom(1);
    item.setPan({1000, 50});
    QCOMPARE(item.paintedRect(), QRectF(0, 10, 300, 80));
    item.setPan({-1000, 0});
    QCOMPARE(item.paintedRect(), QRectF(-200, 10, 300, 80));
    QCOMPARE(item.pan(), QPointF(-100, 0));
  }

  void paintsThePictureOverACheckerboard() {
    QQuickWindow window;
    window.resize(80, 80);
    window.setColor(Qt::black);
    PictureItem item(window.contentItem());
    item.setSize({80, 80});
    item.setPicture(plain(40, 40, Qt::red));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    TRY_COMPARE(window.grabWindow().pixelColor(40, 40), QColor(Qt::red));
    item.setPicture(plain(40, 40, Qt::transparent));
    TRY_VERIFY(window.grabWindow().pixelColor(4, 4) != QColor(Qt::red));
    const QImage board = window.grabWindow();
    QVERIFY(board.pixelColor(4, 4) != board.pixelColor(12, 4));
    QCOMPARE(board.pixelColor(4, 4), board.pixelColor(12, 12));
    QImage solid(40, 40, QImage::Format_RGB888);
    solid.fill(Qt::blue);
    item.setPicture(solid);
    TRY_COMPARE(window.grabWindow().pixelColor(4, 4), QColor(Qt::blue));
    item.setPicture(plain(40, 40, Qt::red));  // from opaque to transparent and back
    TRY_COMPARE(window.grabWindow().pixelColor(4, 4), QColor(Qt::red));
    item.setPicture(solid);
    TRY_COMPARE(window.grabWindow().pixelColor(4, 4), QColor(Qt::blue));
    item.setPicture({});
    TRY_COMPARE(window.grabWindow().pixelColor(4, 4), QColor(Qt::black));
  }

  void iconsExist() {
    QVERIFY(!iconPath(u"undo").isEmpty());
    QVERIFY(iconPath(u"no such icon").isEmpty());
  }
};

QTEST_MAIN(TestPictureItem)
#include "test_picture_item.moc"
