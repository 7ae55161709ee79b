package org.pilothouse.rfb.session;

import java.time.Duration;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.wire.WireReader;

/** Asks the server for another desktop size (ExtendedDesktopSize): one request under way, the latest wish next. */
final class DesktopSizer {
    private static final long LOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int REASON_OURS = 1;
    private static final int STATUS_PROHIBITED = 1;

    private final OutputQueue output;
    private final RfbListener listener;
    private boolean supported;
    private boolean prohibited;
    private int screenId;
    private int screenFlags;
    private boolean asked;
    private long askedAt;
    private boolean wished;
    private int wishedWidth;
    private int wishedHeight;

    DesktopSizer(OutputQueue output, RfbListener listener) {
        this.output = output;
        this.listener = listener;
    }

    synchronized boolean possible() {
        return supported && !prohibited;
    }

    synchronized void wish(int width, int height) {
        wished = true;
        wishedWidth = width;
        wishedHeight = height;
        ask();
    }

    /**
     * Reads the rectangle's data.
     *
     * @return whether its size is valid, which it is not in a refusal
     */
    boolean read(WireReader in, int reason, int status) throws RfbConnectionException {
        int count = in.u8();
        in.skip(3);
        for (int i = 0; i < count; i++) {
            int id = in.s32();
            in.skip(8);
            int flags = in.s32();
            if (i == 0) {
                firstScreen(id, flags);
            }
        }
        boolean refused = reason == REASON_OURS && status != 0;
        answered(reason, status);
        if (refused) {
            listener.resizeRefused(sentence(status));
        }
        return !refused;
    }

    private synchronized void firstScreen(int id, int flags) {
        screenId = id;
        screenFlags = flags;
    }

    private synchronized void answered(int reason, int status) {
        supported = true;
        if (reason == REASON_OURS) {
            asked = false;
            prohibited |= status == STATUS_PROHIBITED;
        }
        ask();
    }

    private void ask() {
        boolean underWay = asked && System.nanoTime() - askedAt < LOST_NANOS;
        if (!wished || underWay || !possible()) {
            return;
        }
        wished = false;
        asked = true;
        askedAt = System.nanoTime();
        int width = wishedWidth;
        int height = wishedHeight;
        output.add(to -> ClientMessages.setDesktopSize(to, width, height, screenId, screenFlags));
    }

    private static String sentence(int status) {
        return switch (status) {
            case STATUS_PROHIBITED -> "The server does not let viewers change the desktop's size.";
            case 2 -> "The server has no resources for a desktop of that size.";
            case 3 -> "The server cannot show a desktop of that size.";
            default -> "The server refused the new desktop size (status " + status + ").";
        };
    }
}
