#pragma once
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include "app/model/studio_model.h"

/// By the visual tree: what QML makes need not be a QObject child of where it is shown.
inline QQuickItem* findItem(QQuickItem* in, const QString& name) {
  if (in->objectName() == name) return in;
  for (QQuickItem* child : in->childItems())
    if (QQuickItem* found = findItem(child, name)) return found;
  return nullptr;
}

/// The studio with its window, as the program makes them.
struct Shown {
  explicit Shown(mien::Studio::EngineFactory factory) : studio(std::move(factory)) {
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("studio"), QVariant::fromValue(&studio)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Mien/Main.qml")));
    window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
  }
  QQuickItem* item(const QString& name) const { return findItem(window->contentItem(), name); }
  QPoint middleOf(const QString& name) const {
    const QQuickItem* found = item(name);
    return found->mapToScene({found->width() / 2, found->height() / 2}).toPoint();
  }

  mien::StudioModel studio;
  QQmlApplicationEngine engine;
  QQuickWindow* window = nullptr;
};
