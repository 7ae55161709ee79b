package org.pilothouse.rfb.fx;

import javafx.beans.property.ObjectProperty;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps text on both clipboards the same, as far as the direction allows. JavaFX does not tell when the local clipboard changes, so it is
 * looked at when the view gets the focus and before a paste.
 */
final class ClipboardLink {
    /** Characters. What is longer is hardly meant for the desktop, and would stand in the way of keys for long. */
    static final int MOST = 1 << 20;

    private final RemoteDesktop desktop;
    private final ObjectProperty<ClipboardDirection> direction;

    /** The text that both sides have; what equals it is not sent back. */
    private @Nullable String shared;

    ClipboardLink(RemoteDesktop desktop, ObjectProperty<ClipboardDirection> direction) {
        this.desktop = desktop;
        this.direction = direction;
    }

    /** The remote side has new text. */
    void received(String text) {
        if (direction.get().fromRemote()) {
            shared = text;
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Offers the local text, if it is new. */
    void offer() {
        if (!direction.get().toRemote() || desktop.isViewOnly()) {
            return;
        }
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null && !text.isEmpty() && text.length() <= MOST && !text.equals(shared)) {
            shared = text;
            desktop.sendCutText(text);
        }
    }
}
