#include "app/model/export_model.h"

#include <algorithm>

#include "app/model/to_gui.h"
#include "core/gate/export_picture.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;
}  // namespace

ExportModel::ExportModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices,
                         Preferences& preferences, QObject* parent)
    : DirectExport(document, notices, preferences, u"export/"_s, parent),
      studio_(studio),
      keeper_(std::move(keeper)),
      document_(document),
      format_(static_cast<Format>(std::clamp(remembered(u"format"_s, Png).toInt(), 0, 3))),
      size_(remembered(u"size"_s, 1024).toInt()),
      quality_(std::clamp(remembered(u"quality"_s, 92).toInt(), 1, 100)),
      lossless_(remembered(u"lossless"_s, false).toBool()),
      deep_(remembered(u"deep"_s, false).toBool()) {
  if (size_ != 256 && size_ != 512) size_ = 1024;
}

QString ExportModel::suffix() const {
  switch (format_) {
    case Jpeg:
      return u".jpg"_s;
    case Webp:
      return u".webp"_s;
    case Tiff:
      return u".tif"_s;
    case Png:
      break;
  }
  return u".png"_s;
}

void ExportModel::setSize(int size) {
  choose(size_, size, u"size"_s);
}
void ExportModel::setQuality(int quality) {
  choose(quality_, std::clamp(quality, 1, 100), u"quality"_s);
}
void ExportModel::setLossless(bool lossless) {
  choose(lossless_, lossless, u"lossless"_s);
}
void ExportModel::setDeep(bool deep) {
  choose(deep_, deep, u"deep"_s);
}
void ExportModel::setWhere(Where where) {
  choose(where_, where);
}
void ExportModel::setTransparent(bool transparent) {
  choose(transparent_, transparent);
}

void ExportModel::askFor(int size, Where where) {
  size_ = size;
  where_ = where;
  if (document_.state().surroundings == Surroundings::None && format_ == Jpeg) format_ = Png;
  Q_EMIT choicesChanged();
}

void ExportModel::setFormat(Format format) {
  if (format == format_) return;
  format_ = format;
  remember(u"format"_s, static_cast<int>(format));
  Q_EMIT choicesChanged();
}

void ExportModel::prepare() {
  renewMoment();
  transparent_ = document_.state().surroundings == Surroundings::None;
  const auto& faces = document_.state().faces;
  if (const auto face = faceOf(static_cast<Placement>(where_)); face && (*face >= faces.size() || !faces[*face].opened))
    where_ = Crop;
  if (wouldOverwrite()) takeFreeName();
  Q_EMIT choicesChanged();
}

RenderJob ExportModel::job() const {
  RenderJob job = document_.job(engine_, size_, static_cast<Placement>(where_));
  if (transparent()) {
    job.recipe.surroundings = Surroundings::None;
  } else if (job.recipe.surroundings == Surroundings::None) {
    job.recipe.surroundings = Surroundings::Auto;
  }
  return job;
}

WriteOptions ExportModel::options() const {
  return {.bits = deep() ? 16 : 8, .quality = quality_, .lossless = lossless()};
}

void ExportModel::start(bool overwrite) {
  if (!document_.complete() || !begin(overwrite)) return;
  token_ = std::make_shared<std::atomic<bool>>(false);
  document_.whenSettled(this, [this, existing = existingWhen(overwrite),
                               file = std::filesystem::path(path().toStdU16String())] { write(file, existing); });
}

void ExportModel::write(const std::filesystem::path& file, Existing existing) {
  if (!document_.complete() || token_->load()) return stopped();
  Studio::ExportRequest request{job(), file, options(), {}};
  request.options.existing = existing;
  setMade(toJson(request.job.recipe));
  request.write = [this, keeper = keeper_, faces = request.job.faces, file = request.file, options = request.options,
                   project = project(), meter = CostMeter()](const Frame& frame) -> Result<void> {
    const auto admission = mien::exportPicture(*keeper, {frame, faces, file, options, project, meter});
    if (!admission) return tl::unexpected(admission.error());
    if (admission->refusal) return tl::unexpected(*admission->refusal);
    warn(admission->warnings);
    return {};
  };
  studio_.exportPicture(
      std::move(request), token_, [this](double share) { progressTo(share); },
      toGui<std::filesystem::path>(this, [this](const auto& written) { ended(written); }));
}

void ExportModel::cancel() {
  if (token_) token_->store(true);
}

}  // namespace mien
