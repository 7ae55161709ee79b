package org.pilothouse.rfb.fx;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbStatistics;

/** What is known of a remote desktop, and who looks at it. The {@link Connection} writes it, {@link RemoteDesktop} shows it. */
final class DesktopModel {
    final ReadOnlyObjectWrapper<DesktopStatus> status;
    final ReadOnlyStringWrapper statusText;
    final ReadOnlyStringWrapper name;
    final ReadOnlyObjectWrapper<Optional<RemoteCursor>> cursor;
    final ReadOnlyObjectWrapper<Optional<RfbStatistics>> statistics;
    final ReadOnlyBooleanWrapper resizable;
    final ReadOnlyObjectWrapper<Optional<LockState>> locks;
    private final List<Spectator> spectators = new CopyOnWriteArrayList<>();

    /** Written on the session's thread, which is the only one that may know a frame before the FX thread does. */
    private volatile @Nullable Framebuffer picture;

    /** @param bean whose properties these are */
    DesktopModel(Object bean) {
        status = new ReadOnlyObjectWrapper<>(bean, "status", DesktopStatus.DISCONNECTED);
        statusText = new ReadOnlyStringWrapper(bean, "statusText", "Not connected");
        name = new ReadOnlyStringWrapper(bean, "name", "");
        cursor = new ReadOnlyObjectWrapper<>(bean, "cursor", Optional.empty());
        statistics = new ReadOnlyObjectWrapper<>(bean, "statistics", Optional.empty());
        resizable = new ReadOnlyBooleanWrapper(bean, "resizable");
        locks = new ReadOnlyObjectWrapper<>(bean, "locks", Optional.empty());
    }

    List<Spectator> spectators() {
        return spectators;
    }

    Optional<Framebuffer> picture() {
        return Optional.ofNullable(picture);
    }

    /** On the session's thread. */
    void frame(Framebuffer framebuffer, Damage damage) {
        picture = framebuffer;
        for (Spectator spectator : spectators) {
            spectator.frame(framebuffer, damage);
        }
    }

    void show(DesktopStatus newStatus, String text) {
        statusText.set(text);
        status.set(newStatus);
    }
}
