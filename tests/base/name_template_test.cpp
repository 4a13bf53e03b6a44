#include <QTest>
#include <set>

#include "core/base/output_tokens.h"

using namespace mien;

namespace {

const NameTokens kTokens{{"seed", "7"}, {"a", "anna"}, {"b", "x/../y:z"}, {"hidden", ".rc"}};

Result<std::string> name(std::string_view text, const std::set<std::string>& taken = {}) {
  return nameFromTemplate(text, kTokens, [&](const std::string& n) { return taken.contains(n); });
}

}  // namespace

class NameTemplateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void tokensAreFilledIn() {
    QCOMPARE(*name("face-{seed}"), std::string("face-7"));
    QCOMPARE(*name("{a} and {b}"), std::string("anna and x-..-y-z"));
    QCOMPARE(*name("  plain  "), std::string("plain"));
    QCOMPARE(*name("Gr\xC3\xBC\xC3\x9F"), std::string("Gr\xC3\xBC\xC3\x9F"));
  }

  /// What is offered is filled in, and nothing else is.
  void outputsAreNamedFromOneList() {
    const NameTokens tokens = outputTokens({.mix = 0.254, .size = 512});
    QCOMPARE(outputTokenNames(), std::string("{mix}, {size}, {date}, {time}"));
    QCOMPARE(*nameFromTemplate("{mix}-{size}", tokens, [](const auto&) { return false; }), std::string("25-512"));
    std::size_t offered = 0;
    for (const auto& [token, value] : tokens)
      offered += outputTokenNames().find("{" + token + "}") != std::string::npos ? 1 : 0;
    QCOMPARE(offered, tokens.size());
    QCOMPARE(tokens.at("date").size(), std::size_t{10});
  }

  void numbersAreTheFirstFreeOnes() {
    QCOMPARE(*name("mix-{n}"), std::string("mix-1"));
    QCOMPARE(*name("mix-{n}", {"mix-1", "mix-2", "mix-4"}), std::string("mix-3"));
    QCOMPARE(*name("{n:04}", {"0001"}), std::string("0002"));
    QCOMPARE(*name("{n:01}-{n:02}"), std::string("1-01"));
    std::set<std::string> many;
    for (int i = 1; i < 1000; ++i) many.insert("m" + std::to_string(i));
    QCOMPARE(*name("m{n:01}", many), std::string("m1000"));
    QCOMPARE(*name("mix", {"mix"}), std::string("mix"));
  }

  void mistakesAreNamed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("mention");
    QTest::newRow("unknown token") << QByteArray("a-{frame}") << QByteArray("{frame}");
    QTest::newRow("number form") << QByteArray("{n:4}") << QByteArray("{n:4}");
    QTest::newRow("too many digits") << QByteArray("{n:044}") << QByteArray("{n:044}");
    QTest::newRow("no token") << QByteArray("{}") << QByteArray("{}");
    QTest::newRow("open") << QByteArray("a{n") << QByteArray("{n}");
    QTest::newRow("slash") << QByteArray("../a") << QByteArray("slash");
    QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("slash");
    QTest::newRow("hidden") << QByteArray(".a") << QByteArray("dot");
    QTest::newRow("hidden by a value") << QByteArray("{hidden}") << QByteArray("dot");
    QTest::newRow("empty") << QByteArray("  ") << QByteArray("empty");
    QTest::newRow("control") << QByteArray("a\nb") << QByteArray("character");
    QTest::newRow("long") << QByteArray(201, 'x') << QByteArray("long");
  }

  void mistakesAreNamed() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, mention);
    const auto result = name(text.toStdString());
    QVERIFY(!result.has_value());
    QVERIFY(result.error().kind == ErrorKind::Usage);
    QVERIFY2(result.error().message.find(mention.toStdString()) != std::string::npos, result.error().message.c_str());
  }

  void aMomentIsLocalTime() {
    qputenv("TZ", "UTC-2");
    tzset();
    const NameTokens tokens = dateAndTime(std::chrono::system_clock::from_time_t(1'764'088'205));
    QCOMPARE(tokens.at("date"), std::string("2025-11-25"));
    QCOMPARE(tokens.at("time"), std::string("18-30-05"));
  }
};

QTEST_APPLESS_MAIN(NameTemplateTest)
#include "name_template_test.moc"
