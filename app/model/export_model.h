#pragma once
#include <QtQml/qqmlregistration.h>

#include "app/model/direct_export.h"
#include "core/gate/gatekeeper.h"

namespace mien {

/// The choices for a picture and the export that runs. Thread: the window's.
/// (The base is named in full for the registration in QML.)
class ExportModel : public mien::DirectExport {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(Format format READ format WRITE setFormat NOTIFY choicesChanged)
  Q_PROPERTY(int size READ size WRITE setSize NOTIFY choicesChanged)
  Q_PROPERTY(int quality READ quality WRITE setQuality NOTIFY choicesChanged)
  Q_PROPERTY(bool lossless READ lossless WRITE setLossless NOTIFY choicesChanged)
  Q_PROPERTY(bool canBeLossless READ canBeLossless NOTIFY choicesChanged)
  Q_PROPERTY(bool hasQuality READ hasQuality NOTIFY choicesChanged)
  Q_PROPERTY(bool deep READ deep WRITE setDeep NOTIFY choicesChanged)
  Q_PROPERTY(bool canBeDeep READ canBeDeep NOTIFY choicesChanged)
  Q_PROPERTY(Where where READ where WRITE setWhere NOTIFY choicesChanged)
  Q_PROPERTY(bool transparent READ transparent WRITE setTransparent NOTIFY choicesChanged)
  Q_PROPERTY(bool canBeTransparent READ canBeTransparent NOTIFY choicesChanged)

 public:
  enum Format { Png, Jpeg, Webp, Tiff };  // the order of mien::PictureFormat
  Q_ENUM(Format)
  enum Where { Crop, InPhotoA, InPhotoB };  // the order of mien::Placement
  Q_ENUM(Where)

  ExportModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices,
              Preferences& preferences, QObject* parent);

  QString suffix() const override;
  Format format() const { return format_; }
  int size() const { return size_; }
  int quality() const { return quality_; }
  bool lossless() const { return lossless_ && canBeLossless(); }
  bool canBeLossless() const { return format_ == Webp; }
  bool hasQuality() const { return format_ == Jpeg || (format_ == Webp && !lossless()); }
  bool deep() const { return deep_ && canBeDeep(); }  ///< 16 bits a colour
  bool canBeDeep() const { return (format_ == Png || format_ == Tiff) && where_ == Crop; }
  Where where() const { return where_; }
  bool transparent() const { return transparent_ && canBeTransparent(); }
  bool canBeTransparent() const { return format_ != Jpeg && where_ == Crop; }

  void setFormat(Format format);
  /// For the next export alone: what the user chose for others is remembered as it was. Transparent ones are no JPEG.
  void askFor(int size, Where where);
  void setSize(int size);
  void setQuality(int quality);
  void setLossless(bool lossless);
  void setDeep(bool deep);
  void setWhere(Where where);
  void setTransparent(bool transparent);
  void setEngine(const EngineInfo& engine) { engine_ = engine; }

  /// Resets what depends on the mix and the moment: transparency, a placement whose photo is gone, {date} and {time}.
  Q_INVOKABLE void prepare();
  /// Writes the picture; refuses a file that exists unless `overwrite`.
  Q_INVOKABLE void start(bool overwrite);
  void cancel() override;

 private:
  void write(const std::filesystem::path& file, Existing existing);
  int sizeInName() const override { return size_; }
  RenderJob job() const;
  WriteOptions options() const;

  Studio& studio_;
  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  EngineInfo engine_;
  Format format_ = Png;
  int size_ = 1024;
  int quality_ = 92;
  bool lossless_ = false;
  bool deep_ = false;
  Where where_ = Crop;
  bool transparent_ = false;
  CancelToken token_;
};

}  // namespace mien
