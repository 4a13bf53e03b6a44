#pragma once
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QtTest>

#include "app/model/only_local.h"
#include "app/model/studio_model.h"
#include "core/studio/fake_judge.h"
#include "tests/support/waiting.h"

/// By the visual tree: what QML makes need not be a QObject child of where it is shown.
inline QQuickItem* findItem(QQuickItem* in, const QString& name) {
  if (in->objectName() == name) return in;
  for (QQuickItem* child : in->childItems())
    if (QQuickItem* found = findItem(child, name)) return found;
  return nullptr;
}

/// The studio with its window, as the program makes them.
struct Shown {
  explicit Shown(mien::Studio::EngineFactory factory) : studio(std::move(factory), mien::makeFakeJudge) {
    engine.setNetworkAccessManagerFactory(&onlyLocal);
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
  mien::OnlyLocal onlyLocal;
  QQmlApplicationEngine engine;
  QQuickWindow* window = nullptr;
};

/// A click in the middle of an item, once it is there.
inline void click(Shown& shown, const QString& name) {
  TRY_VERIFY(shown.item(name) && shown.item(name)->isVisible());
  QTest::qWait(80);  // a sheet takes its place
  QTest::mouseClick(shown.window, Qt::LeftButton, {}, shown.middleOf(name));
}

/// A click on an item at a share of its width.
inline void clickAt(Shown& shown, const QString& name, double share) {
  TRY_VERIFY(shown.item(name) && shown.item(name)->isVisible());
  QTest::qWait(80);
  const QQuickItem* item = shown.item(name);
  QTest::mouseClick(shown.window, Qt::LeftButton, {},
                    item->mapToScene({item->width() * share, item->height() / 2}).toPoint());
}

/// Over what a field holds.
inline void type(Shown& shown, const QString& text) {
  QTest::keyClick(shown.window, Qt::Key_A, Qt::ControlModifier);
  for (const QChar c : text) QTest::keyClick(shown.window, c.toLatin1());
}

inline bool told(Shown& shown, const QString& text) {
  mien::Notices& notices = *shown.studio.notices();
  for (int i = 0; i < notices.count(); ++i)
    if (notices.data(notices.index(i), mien::Notices::TextRole).toString().contains(text)) return true;
  return false;
}
