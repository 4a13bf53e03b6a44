// The packet as another program reads it.
#include "core/photo/xmp.h"

#include <exempi/xmp.h>
#include <exempi/xmpconsts.h>

#include <QTest>

using namespace mien;

namespace {

constexpr const char* kMien = "https://mien.studio/ns/1.0/";
constexpr const char* kIptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const std::string kTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";

std::string valueOf(const std::string& packet, const char* space, const char* name) {
  XmpPtr xmp = xmp_new(packet.data(), packet.size());
  XmpStringPtr text = xmp_string_new();
  const std::string found =
      xmp_get_property(xmp, space, name, text, nullptr) ? xmp_string_cstr(text) : std::string("(none)");
  xmp_string_free(text);
  xmp_free(xmp);
  return found;
}

Provenance picture() {
  return {.photographs = true, .modelId = "portrait", .modelHash = "abc123", .recipeJson = R"({"a":"<&>"})"};
}

}  // namespace

class XmpTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void saysWhereAPictureComesFrom() {
    const std::string packet = *xmpPacket(picture());
    QCOMPARE(valueOf(packet, kIptc, "DigitalSourceType"), kTypes + "compositeWithTrainedAlgorithmicMedia");
    QCOMPARE(valueOf(packet, NS_XAP, "CreatorTool"), std::string("Mien " MIEN_VERSION));
    QCOMPARE(valueOf(packet, kMien, "Model/mien:Id"), std::string("portrait"));
    QCOMPARE(valueOf(packet, kMien, "Model/mien:Hash"), std::string("abc123"));
    QCOMPARE(valueOf(packet, kMien, "Recipe"), picture().recipeJson);
    QCOMPARE(valueOf(packet, kMien, "Timeline"), std::string("(none)"));
    QVERIFY(!timelineFromXmp(packet));
    QCOMPARE(recipeFromXmp(packet), picture().recipeJson);
  }

  void drawnFacesAreNoComposite() {
    Provenance drawn = picture();
    drawn.photographs = false;
    QCOMPARE(valueOf(*xmpPacket(drawn), kIptc, "DigitalSourceType"), kTypes + "trainedAlgorithmicMedia");
  }

  void aFilmCarriesItsTimeline() {
    const std::string packet = *xmpPacket({.photographs = true, .modelId = "portrait", .timelineJson = "{\"t\":1}"});
    QCOMPARE(timelineFromXmp(packet), std::optional<std::string>("{\"t\":1}"));
    QVERIFY(!recipeFromXmp(packet));
  }

  void equalInputGivesEqualBytesWithoutDates() {
    const std::string packet = *xmpPacket(picture());
    QCOMPARE(*xmpPacket(picture()), packet);
    for (const char* word : {"Date", "InstanceID", "DocumentID"})
      QVERIFY2(packet.find(word) == std::string::npos, word);
  }

  void packetsOfTheFirstVersionAreRead() {
    const std::string old =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
        "xmlns:mien=\"https://mien.studio/ns/1.0/\" mien:Recipe=\"{&quot;a&quot;:1}\"/></rdf:RDF></x:xmpmeta>"
        "<?xpacket end=\"r\"?>";
    QCOMPARE(recipeFromXmp(old), std::optional<std::string>("{\"a\":1}"));
  }

  void strangePacketsHoldNothing() {
    for (const char* text :
         {"", "no XML", "<!DOCTYPE x><a xmlns:mien=\"https://mien.studio/ns/1.0/\"/>", "https://mien.studio/ns/1.0/"})
      QVERIFY2(!recipeFromXmp(text), text);
  }
};

QTEST_APPLESS_MAIN(XmpTest)
#include "xmp_test.moc"
