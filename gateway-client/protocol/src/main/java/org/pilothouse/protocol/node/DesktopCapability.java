package org.pilothouse.protocol.node;

import java.util.Arrays;
import java.util.Optional;

/** The desktop capabilities, each with its one action. */
public enum DesktopCapability {
    SCREENSHOT("tyrum.desktop.screenshot", "screenshot"),
    SNAPSHOT("tyrum.desktop.snapshot", "snapshot"),
    QUERY("tyrum.desktop.query", "query"),
    ACT("tyrum.desktop.act", "act"),
    MOUSE("tyrum.desktop.mouse", "mouse"),
    KEYBOARD("tyrum.desktop.keyboard", "keyboard"),
    WAIT_FOR("tyrum.desktop.wait-for", "wait_for"),
    CLIPBOARD_WRITE("tyrum.desktop.clipboard-write", "clipboard_write");

    private final String id;
    private final String action;

    DesktopCapability(String id, String action) {
        this.id = id;
        this.action = action;
    }

    public String id() {
        return id;
    }

    /** The action's name, which is also the {@code op} of its desktop operation. */
    public String action() {
        return action;
    }

    public Capability capability() {
        return Capability.of(id);
    }

    public static Optional<DesktopCapability> byId(String id) {
        return Arrays.stream(values()).filter(c -> c.id.equals(id)).findFirst();
    }
}
