#include "app/items/icon_paths.h"

#include <QList>
#include <QString>
#include <algorithm>
#include <iterator>

namespace mien {
namespace {

/// M x y: move · L x y: line · C x y x y x y: curve · O x y r: circle · Z: close. Numbers are separated by blanks.
struct Icon {
  const char* name;
  const char* strokes;
};
constexpr Icon kIcons[] = {
    {"undo", "M 9 5 L 4 10 L 9 15 M 4 10 L 14 10 C 18 10 20 12.5 20 15 C 20 17.5 18 20 14 20 L 11 20"},
    {"redo", "M 15 5 L 20 10 L 15 15 M 20 10 L 10 10 C 6 10 4 12.5 4 15 C 4 17.5 6 20 10 20 L 13 20"},
    {"swap", "M 7 4 L 7 20 M 3 16 L 7 20 L 11 16 M 17 20 L 17 4 M 13 8 L 17 4 L 21 8"},
    {"folder",
     "M 3 7 L 3 18 C 3 18.8 3.5 19.5 4.5 19.5 L 19.5 19.5 C 20.5 19.5 21 18.8 21 18 L 21 9 C 21 8 20.5 7.5 "
     "19.5 7.5 L 12 7.5 L 10 5 L 4.5 5 C 3.5 5 3 5.8 3 7 Z"},
    {"paste", "M 8 4 L 16 4 L 16 7 L 8 7 Z M 8 5.5 L 5 5.5 L 5 21 L 19 21 L 19 5.5 L 16 5.5"},
    {"draw",
     "M 12 3 L 13.8 9.2 L 20 11 L 13.8 12.8 L 12 19 L 10.2 12.8 L 4 11 L 10.2 9.2 Z M 19 16 L 19 21 M 16.5 18.5 L 21.5 "
     "18.5"},
    {"previous", "M 15 5 L 8 12 L 15 19"},
    {"next", "M 9 5 L 16 12 L 9 19"},
    {"down", "M 6 9.5 L 12 15.5 L 18 9.5"},
    {"clock", "O 12 12 8.5 M 12 7 L 12 12 L 15.5 14"},
    {"points", "O 7 8.5 2 O 17 8.5 2 O 12 13 1.2 O 8 18 1.4 O 16 18 1.4"},
    {"target", "O 12 12 5.5 M 12 2.5 L 12 8 M 12 16 L 12 21.5 M 2.5 12 L 8 12 M 16 12 L 21.5 12"},
    {"people",
     "O 8.5 8.5 3.5 M 2.5 20 C 2.5 15.5 5 14 8.5 14 C 12 14 14.5 15.5 14.5 20 M 15.5 5.2 C 19.5 5.5 19.5 11.5 "
     "15.5 11.8 M 17 14.3 C 20 14.8 21.5 16.5 21.5 20"},
    {"link",
     "M 10 14 L 14 10 M 11 7.5 L 13.5 5 C 15 3.5 17.5 3.5 19 5 C 20.5 6.5 20.5 9 19 10.5 L 16.5 13 M 13 16.5 L "
     "10.5 19 C 9 20.5 6.5 20.5 5 19 C 3.5 17.5 3.5 15 5 13.5 L 7.5 11"},
    {"unlink",
     "M 12.5 6 L 13.5 5 C 15 3.5 17.5 3.5 19 5 C 20.5 6.5 20.5 9 19 10.5 L 18 11.5 M 11.5 18 L 10.5 19 C 9 20.5 "
     "6.5 20.5 5 19 C 3.5 17.5 3.5 15 5 13.5 L 6 12.5 M 7.5 3 L 8 6 M 3 7.5 L 6 8 M 16.5 21 L 16 18 M 21 16.5 L 18 16"},
    {"play", "M 7 4.5 L 19 12 L 7 19.5 Z"},
    {"pause", "M 8 5 L 8 19 M 16 5 L 16 19"},
    {"first", "M 18 5.5 L 9 12 L 18 18.5 Z M 6 5.5 L 6 18.5"},
    {"last", "M 6 5.5 L 15 12 L 6 18.5 Z M 18 5.5 L 18 18.5"},
    {"key", "M 12 5 L 19 12 L 12 19 L 5 12 Z"},
    {"keys", "M 8.5 6.5 L 14 12 L 8.5 17.5 L 3 12 Z M 14 6.5 L 19.5 12 L 14 17.5"},
    {"record", "O 12 12 8 O 12 12 3"},
    {"magnet",
     "M 6 4 L 6 12 C 6 20 18 20 18 12 L 18 4 M 6 8.5 L 9.5 8.5 M 18 8.5 L 14.5 8.5 M 9.5 4 L 9.5 12 C 9.5 15.5 14.5 "
     "15.5 14.5 12 L 14.5 4 M 6 4 L 9.5 4 M 14.5 4 L 18 4"},
    {"rows", "M 4 6.5 L 20 6.5 M 7 12 L 17 12 M 10 17.5 L 14 17.5"},
    {"curve", "M 3.5 19 C 12 19 12 5 20.5 5 O 3.5 19 0.8 O 20.5 5 0.8"},
    {"bars", "M 3.5 20 L 20.5 20 M 7 20 L 7 13 M 12 20 L 12 5 M 17 20 L 17 9.5"},
    {"graph", "M 4 4 L 4 20 L 20.5 20 M 7 16 C 13 16 12 7 19 7"},
    {"marker", "M 7 4 L 17 4 L 17 14 L 12 20 L 7 14 Z"},
    {"pace", "M 4 7 L 4 17 M 9.3 7 L 9.3 17 M 14.7 7 L 14.7 17 M 20 7 L 20 17"},
    {"once", "M 4 12 L 19 12 M 14 7 L 19 12 L 14 17"},
    {"loop",
     "M 4 12 C 4 7.5 7 5.5 10 5.5 L 19 5.5 M 16 2.5 L 19 5.5 L 16 8.5 M 20 12 C 20 16.5 17 18.5 14 18.5 L 5 18.5 M 8 "
     "15.5 "
     "L 5 18.5 L 8 21.5"},
    {"ping-pong", "M 4 8 L 20 8 M 16.5 4.5 L 20 8 L 16.5 11.5 M 20 16 L 4 16 M 7.5 12.5 L 4 16 L 7.5 19.5"},
    {"plus", "M 12 5 L 12 19 M 5 12 L 19 12"},
    {"minus", "M 5 12 L 19 12"},
    {"fit", "M 3.5 5 L 3.5 19 M 20.5 5 L 20.5 19 M 7 12 L 17 12 M 10 9 L 7 12 L 10 15 M 14 9 L 17 12 L 14 15"},
    {"ahead",
     "M 3.5 12 L 20.5 12 M 3.5 8.5 L 3.5 15.5 M 8 8.5 L 8 15.5 M 12.5 8.5 L 12.5 15.5 M 17 8.5 L 20.5 12 L 17 15.5"},
    {"up", "M 6 14.5 L 12 8.5 L 18 14.5"},
    {"close", "M 6 6 L 18 18 M 18 6 L 6 18"},
    {"help", "O 12 12 9 M 9.3 9.5 C 9.5 6.6 14.7 6.6 14.7 9.6 C 14.7 11.8 12 11.8 12 14 M 12 17 L 12 17.1"},
    {"info", "O 12 12 9 M 12 11 L 12 17 M 12 7 L 12 7.1"},
    {"export", "M 12 15 L 12 3.5 M 7.5 8 L 12 3.5 L 16.5 8 M 4 14 L 4 20 L 20 20 L 20 14"},
    {"alert", "M 12 3.5 L 22 20.5 L 2 20.5 Z M 12 10 L 12 14.5 M 12 17.4 L 12 17.5"},
    {"shield",
     "M 12 3 L 20 6 L 20 11.5 C 20 16 16.5 19.5 12 21 C 7.5 19.5 4 16 4 11.5 L 4 6 Z M 8.5 11.5 L 11 14 L 15.5 9"},
    {"check", "M 4.5 12.5 L 10 18 L 20 6.5"},
    {"image", "M 4 4.5 L 20 4.5 L 20 19.5 L 4 19.5 Z O 9 9.5 1.6 M 4 17 L 10 12.5 L 13.5 15.5 L 16.5 13 L 20 16"},
    {"retry",
     "M 19.5 12 C 19.5 16 16 19.5 12 19.5 C 8 19.5 4.5 16 4.5 12 C 4.5 8 8 4.5 12 4.5 C 15 4.5 17.5 6 19 8.5 M 19.5 4 "
     "L 19 8.7 L 14.5 8.2"},
    {"to-front", "M 5 4.5 L 19 4.5 M 12 20 L 12 9 M 6.5 14 L 12 8.5 L 17.5 14"},
    {"film",
     "M 3 5 L 21 5 L 21 19 L 3 19 Z M 7.5 5 L 7.5 19 M 16.5 5 L 16.5 19 M 3 9.7 L 7.5 9.7 M 3 14.3 L 7.5 14.3 M 16.5 "
     "9.7 L 21 9.7 M 16.5 14.3 L 21 14.3"},
    {"review", "M 5 4 L 19 4 L 19 20.5 L 5 20.5 Z M 9 2.8 L 15 2.8 L 15 5.5 L 9 5.5 Z M 8.5 13 L 11 15.5 L 15.5 10"},
    {"flag", "M 6 21 L 6 4 L 18.5 4 L 15.5 8.5 L 18.5 13 L 6 13"},
    {"lock", "M 6 11 L 18 11 L 18 20 L 6 20 Z M 8.5 11 L 8.5 8 C 8.5 3.2 15.5 3.2 15.5 8 L 15.5 11"},
    {"unlocked", "M 6 11 L 18 11 L 18 20 L 6 20 Z M 8.5 11 L 8.5 7 C 8.5 2.5 15 2.5 15.5 6.5"},
    {"comment", "M 4 5 L 20 5 L 20 16 L 11 16 L 7 20 L 7 16 L 4 16 Z"},
    {"search", "O 10.5 10.5 6 M 15 15 L 20.5 20.5"},
    {"recall", "O 12 12 8.5 M 6 6 L 18 18"},
    {"face", "O 12 12 9 M 8.5 9.5 L 8.5 10 M 15.5 9.5 L 15.5 10 M 8.5 15 C 10.5 17 13.5 17 15.5 15"},
};

class Reader {
 public:
  explicit Reader(const char* strokes) : words_(QString::fromLatin1(strokes).split(u' ')) {}
  QPainterPath read() {
    while (next_ < words_.size()) stroke(words_[next_++]);
    return path_;
  }

 private:
  double number() { return words_[next_++].toDouble(); }
  QPointF point() {
    const double x = number();
    return {x, number()};
  }
  void stroke(const QString& kind) {
    if (kind == u'M') return path_.moveTo(point());
    if (kind == u'L') return path_.lineTo(point());
    if (kind == u'Z') return path_.closeSubpath();
    const QPointF first = point();
    if (kind == u'O') {
      const double r = number();
      return path_.addEllipse(first, r, r);
    }
    const QPointF second = point();
    path_.cubicTo(first, second, point());
  }

  QStringList words_;
  qsizetype next_ = 0;
  QPainterPath path_;
};

}  // namespace

QPainterPath iconPath(QStringView name) {
  const auto* it = std::find_if(std::begin(kIcons), std::end(kIcons),
                                [name](const Icon& icon) { return name == QLatin1StringView(icon.name); });
  return it == std::end(kIcons) ? QPainterPath() : Reader(it->strokes).read();
}

}  // namespace mien
