#include "core/base/caught.h"

#include <QTest>
#include <new>
#include <stdexcept>

using mien::sentenceFor;

class CaughtTest : public QObject {
  Q_OBJECT
 private slots:
  void fullMemoryIsNoFaultToReport_data() {
    QTest::addColumn<QString>("said");
    QTest::newRow("libtorch") << "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate "
                                 "memory: you tried to allocate 8796093022208 bytes. Error code 12";
    QTest::newRow("OpenCV") << "OpenCV(4.6.0) alloc.cpp:73: error: (-4:Insufficient memory) Failed to allocate 9 bytes";
    QTest::newRow("CUDA") << "CUDA out of memory. Tried to allocate 2.00 GiB";
  }
  void fullMemoryIsNoFaultToReport() {
    QFETCH(QString, said);
    const std::string text = sentenceFor(std::runtime_error(said.toStdString()), "Mien failed inside", "the command");
    QCOMPARE(text, std::string("The memory is full: close other programs, or choose a smaller size."));
    QCOMPARE(sentenceFor(std::bad_alloc(), "Mien failed inside", "the command"), text);
  }

  void whatElseIsCaughtIsToBeReported() {
    QCOMPARE(sentenceFor(std::runtime_error("shape"), "Mien failed inside", "the command"),
             std::string("Mien failed inside (shape): please report this with the command."));
  }
};

QTEST_APPLESS_MAIN(CaughtTest)
#include "caught_test.moc"
