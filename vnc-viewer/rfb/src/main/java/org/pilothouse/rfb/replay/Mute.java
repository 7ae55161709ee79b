package org.pilothouse.rfb.replay;

import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbState;

/** Keeps a listener from all that passes while a recording is wound, and then tells it in one go what is different. */
final class Mute implements RfbListener {
    private final RfbListener listener;
    private boolean muted;
    private @Nullable Framebuffer told;
    private @Nullable RemoteCursor cursor;
    private @Nullable String name;

    Mute(RfbListener listener) {
        this.listener = listener;
    }

    void connected(RfbState.Connected state) {
        told = state.framebuffer();
        listener.stateChanged(state);
    }

    void mute() {
        muted = true;
    }

    /** The recording is where it shall be. */
    void unmute(Framebuffer framebuffer, long update) {
        muted = false;
        if (framebuffer != told) {
            resized(framebuffer);
        }
        RemoteCursor lastCursor = cursor;
        if (lastCursor != null) {
            cursor = null;
            listener.cursorChanged(lastCursor);
        }
        String lastName = name;
        if (lastName != null) {
            name = null;
            listener.nameChanged(lastName);
        }
        Damage all = new Damage();
        all.begin(update);
        all.add(0, 0, framebuffer.width(), framebuffer.height());
        if (!all.isEmpty()) {
            listener.updated(framebuffer, all);
        }
    }

    @Override
    public void stateChanged(RfbState state) {
        listener.stateChanged(state);
    }

    @Override
    public void updated(Framebuffer framebuffer, Damage damage) {
        if (!muted) {
            listener.updated(framebuffer, damage);
        }
    }

    @Override
    public void resized(Framebuffer framebuffer) {
        if (!muted) {
            told = framebuffer;
            listener.resized(framebuffer);
        }
    }

    @Override
    public void cursorChanged(RemoteCursor shape) {
        if (muted) {
            cursor = shape;
        } else {
            listener.cursorChanged(shape);
        }
    }

    @Override
    public void pointerMoved(int x, int y) {
        if (!muted) {
            listener.pointerMoved(x, y);
        }
    }

    @Override
    public void resizeRefused(String reason) {
        listener.resizeRefused(reason);
    }

    @Override
    public void locksChanged(LockState locks) {
        if (!muted) {
            listener.locksChanged(locks);
        }
    }

    @Override
    public void pointerModeChanged(boolean relative) {
        listener.pointerModeChanged(relative);
    }

    @Override
    public void nameChanged(String newName) {
        if (muted) {
            name = newName;
        } else {
            listener.nameChanged(newName);
        }
    }

    @Override
    public void bell() {
        if (!muted) {
            listener.bell();
        }
    }

    @Override
    public void cutTextReceived(String text) {
        if (!muted) {
            listener.cutTextReceived(text);
        }
    }
}
