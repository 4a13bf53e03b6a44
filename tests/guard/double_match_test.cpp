#include <QTest>

#include "core/guard/measure.h"

using namespace mien;

class DoubleMatchTest : public QObject {
  Q_OBJECT

  static Embedding at(float where) {
    Embedding embedding{};
    embedding[0] = where;
    return embedding;
  }
  /// Of a blend half way between two faces that lie so far apart.
  static std::optional<double> matchOf(float apart, bool real = true) {
    OutputFacts output;
    output.look.identity = at(apart / 2);
    output.parents = {{at(0), real}, {at(apart), true}};
    return scoresOf(output).at("double-match").value;
  }

 private Q_SLOTS:
  /// Strangers who look alike are strangers; whom the network takes for one person is no pair.
  void looksAtPairsOfStrangers() {
    QVERIFY(!matchOf(0.47F));
    QVERIFY(std::abs(matchOf(0.5F).value() - 0.25) < 1e-6);
    QVERIFY(std::abs(matchOf(0.9F).value() - 0.45) < 1e-6);
    QVERIFY(!matchOf(0.9F, false));
  }
};

QTEST_APPLESS_MAIN(DoubleMatchTest)
#include "double_match_test.moc"
