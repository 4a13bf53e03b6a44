#include "app/model/review_search.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "app/model/preferences.h"
#include "app/model/review_texts.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

const QString kSearches = u"review/searches"_s;  // one JSON object each

int within(int value, const QStringList& names) {
  return std::clamp(value, 0, static_cast<int>(names.size()) - 1);
}

std::int64_t startOf(const QDate& day) {
  return day.startOfDay().toMSecsSinceEpoch();
}

}  // namespace

ReviewSearch::ReviewSearch(Preferences& preferences) : preferences_(preferences) {
  for (const QString& line : preferences_.value(kSearches, {}).toStringList()) {
    const QJsonObject json = QJsonDocument::fromJson(line.toUtf8()).object();
    Saved search{json[u"name"].toString(), {}};
    if (search.name.isEmpty()) continue;
    search.values = {json[u"text"].toString(),
                     json[u"model"].toString(),
                     within(json[u"state"].toInt(), states()),
                     within(json[u"outcome"].toInt(), outcomes()),
                     within(json[u"label"].toInt(), labels()),
                     within(json[u"rating"].toInt(), ratings()),
                     within(json[u"period"].toInt(), periods())};
    saved_.push_back(std::move(search));
  }
}

void ReviewSearch::setState(int state) {
  change(now_.state, within(state, states()));
}
void ReviewSearch::setOutcome(int outcome) {
  change(now_.outcome, within(outcome, outcomes()));
}
void ReviewSearch::setLabel(int label) {
  change(now_.label, within(label, labels()));
}
void ReviewSearch::setRating(int rating) {
  change(now_.rating, within(rating, ratings()));
}
void ReviewSearch::setPeriod(int period) {
  change(now_.period, within(period, periods()));
}
void ReviewSearch::clear() {
  change(now_, Values{});
}

QStringList ReviewSearch::states() {
  return QStringList{tr("Any state")} + stateNames();
}
QStringList ReviewSearch::outcomes() {
  return QStringList{tr("Any verdict")} + outcomeNames();
}
QStringList ReviewSearch::labels() {
  return QStringList{tr("Any label")} + labelNames();
}
QStringList ReviewSearch::periods() {
  return {tr("Any time"), tr("Today"), tr("Last 7 days"), tr("Last 30 days")};
}
QStringList ReviewSearch::ratings() {
  return {tr("Any rating"), tr("★ and more"), tr("★★ and more"), tr("★★★ and more"), tr("★★★★ and more"), u"★★★★★"_s};
}

QStringList ReviewSearch::saved() const {
  QStringList names;
  for (const Saved& search : saved_) names.append(search.name);
  return names;
}

void ReviewSearch::save(const QString& name) {
  const QString trimmed = name.trimmed();
  if (trimmed.isEmpty()) return;
  const auto same = std::find_if(saved_.begin(), saved_.end(), [&](const Saved& s) { return s.name == trimmed; });
  if (same != saved_.end())
    same->values = now_;
  else
    saved_.push_back({trimmed, now_});
  keep();
}

void ReviewSearch::use(int index) {
  if (index >= 0 && index < static_cast<int>(saved_.size()))
    change(now_, saved_[static_cast<std::size_t>(index)].values);
}

void ReviewSearch::remove(int index) {
  if (index < 0 || index >= static_cast<int>(saved_.size())) return;
  saved_.erase(saved_.begin() + index);
  keep();
}

int ReviewSearch::used() const {
  const auto same = std::find_if(saved_.begin(), saved_.end(), [&](const Saved& s) { return s.values == now_; });
  return same == saved_.end() ? -1 : static_cast<int>(same - saved_.begin());
}

void ReviewSearch::keep() {
  QStringList lines;
  for (const auto& [name, values] : saved_) {
    const QJsonObject json{{u"name"_s, name},
                           {u"text"_s, values.text},
                           {u"model"_s, values.model},
                           {u"state"_s, values.state},
                           {u"outcome"_s, values.outcome},
                           {u"label"_s, values.label},
                           {u"rating"_s, values.rating},
                           {u"period"_s, values.period}};
    lines.append(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
  }
  preferences_.setValue(kSearches, lines);
  Q_EMIT savedChanged();
}

OutputQuery ReviewSearch::query() const {
  OutputQuery query;
  query.text = now_.text.trimmed().toStdString();
  query.model = now_.model.toStdString();
  if (now_.state > 0) query.state = static_cast<OutputState>(now_.state - 1);
  if (now_.outcome > 0) query.outcome = static_cast<RecordedOutcome>(now_.outcome - 1);
  if (now_.label > 0) query.label = kLabels[now_.label - 1];
  query.ratingAtLeast = now_.rating;
  const QDate today = QDate::currentDate();
  if (now_.period == Today) query.from = startOf(today);
  if (now_.period == Week) query.from = startOf(today.addDays(-6));
  if (now_.period == Month) query.from = startOf(today.addDays(-29));
  return query;
}

}  // namespace mien
