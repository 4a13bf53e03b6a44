#include "app/model/nearest_faces.h"

#include <algorithm>

#include "app/model/review_texts.h"
#include "core/record/face_key.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

/// Empty where it was not measured.
Score measuredOf(const OutputDetails& details, std::string_view id) {
  const Score* score = details.verdict ? details.verdict->scoreOf("output", id) : nullptr;
  return score != nullptr ? *score : Score{};
}

QString distanceText(const Score& score) {
  return score.value ? QString::number(*score.value, 'f', 2) : QString();
}

/// Of a film the nearest frame counts.
QString withFrame(const QString& text, const Score& score) {
  return score.frame ? NearestFaces::tr("%1; nearest in frame %2").arg(text).arg(*score.frame) : text;
}

int actionOf(const OutputDetails& details, std::string_view rule) {
  for (const RuleFinding& finding : details.verdict->findings)
    if (finding.rule == rule) return static_cast<int>(finding.action);
  return -1;
}

}  // namespace

NearestFaces::Row NearestFaces::rowOfParent(const OutputDetails& details, std::size_t parent) {
  const Score score = measuredOf(details, kParentDistances.at(parent));
  Row row;
  row.picture = details.faces[parent];
  row.glyph = u"people"_s;
  row.name = tr("Face %1").arg(QString::fromStdString(capitalOf(parent)));
  row.about = withFrame(faceText(details.output.faces[parent]), score);
  row.distance = distanceText(score);
  return row;
}

NearestFaces::Row NearestFaces::rowOfProtected(const OutputDetails& details) {
  const Score score = measuredOf(details, "likeness");
  Row row;
  row.glyph = u"shield"_s;
  row.name = !details.protectedPerson.isEmpty() ? details.protectedPerson
             : score.number                     ? tr("Protected person %1").arg(*score.number)
                                                : tr("Protected people");
  row.about = score.value ? withFrame(tr("The nearest of all protected people"), score)
                          : tr("Nobody was on their list when it was judged");
  row.distance = distanceText(score);
  row.action = actionOf(details, "likeness");
  return row;
}

NearestFaces::Row NearestFaces::rowOfTraining(const OutputDetails& details) {
  const Score score = measuredOf(details, "near-copy");
  Row row;
  row.glyph = u"image"_s;
  row.name = score.number ? tr("Training photograph %1").arg(*score.number) : tr("Training photographs");
  row.about = score.value ? withFrame(tr("The nearest of all that the model learned from"), score)
                          : tr("The judging networks had no list of them");
  row.distance = distanceText(score);
  row.action = actionOf(details, "near-copy");
  return row;
}

int NearestFaces::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QHash<int, QByteArray> NearestFaces::roleNames() const {
  return {{PictureRole, "picture"}, {GlyphRole, "glyph"},       {NameRole, "name"},
          {AboutRole, "about"},     {DistanceRole, "distance"}, {ActionRole, "action"}};
}

QVariant NearestFaces::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case PictureRole:
      return row.picture;
    case GlyphRole:
      return row.glyph;
    case Qt::DisplayRole:
    case NameRole:
      return row.name;
    case AboutRole:
      return row.about;
    case DistanceRole:
      return row.distance;
    case ActionRole:
      return row.action;
    default:
      return {};
  }
}

void NearestFaces::show(const OutputDetails* details) {
  std::vector<Row> rows;
  // Of an output that was erased nobody knows any more which face a remaining one was, and how near.
  if (details != nullptr && !details->output.erased) {
    const std::size_t parents = std::min(details->output.faces.size(), kParentDistances.size());
    for (std::size_t i = 0; i < parents; ++i) rows.push_back(rowOfParent(*details, i));
    if (details->verdict) {
      rows.push_back(rowOfProtected(*details));
      rows.push_back(rowOfTraining(*details));
    }
  }
  if (rows == rows_) return;  // the record changes often while something is exported
  beginResetModel();
  rows_ = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
}

}  // namespace mien
