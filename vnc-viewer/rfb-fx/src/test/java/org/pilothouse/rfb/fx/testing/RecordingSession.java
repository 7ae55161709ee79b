package org.pilothouse.rfb.fx.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbStatistics;

/** A session that only writes down what it is told to send. */
public final class RecordingSession implements RfbSession {
    private final List<String> sent = new ArrayList<>();
    private final List<String> scanCodes = new ArrayList<>();

    /** What was sent since the last call, as {@code +61} and {@code -61} for keys and {@code 3,4:1} for the pointer. */
    public String take() {
        String all = String.join(" ", sent);
        sent.clear();
        return all;
    }

    /** The same without forgetting it. */
    public String said() {
        return String.join(" ", sent);
    }

    @Override
    public void key(int keysym, boolean down) {
        sent.add((down ? "+" : "-") + Integer.toHexString(keysym));
    }

    @Override
    public void key(int keysym, int scanCode, boolean down) {
        key(keysym, down);
        if (down) {
            scanCodes.add(Integer.toHexString(scanCode));
        }
    }

    /** The scan codes of the keys that went down since the last call. */
    public String takeScanCodes() {
        String all = String.join(" ", scanCodes);
        scanCodes.clear();
        return all;
    }

    @Override
    public void pointer(int x, int y, int buttons) {
        sent.add(x + "," + y + ":" + buttons);
    }

    @Override
    public void releaseInput() {
        sent.add("release");
    }

    @Override
    public RfbState state() {
        return new RfbState.Connecting();
    }

    @Override
    public RfbState.Connected awaitConnected(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitClosed(Duration timeout) {
        return true;
    }

    @Override
    public void sendCutText(String text) {
        sent.add("cut:" + text);
    }

    @Override
    public void requestSize(int width, int height) {
        sent.add("size:" + width + "x" + height);
    }

    @Override
    public boolean canRequestSize() {
        return true;
    }

    @Override
    public void setViewOnly(boolean viewOnly) {}

    @Override
    public boolean viewOnly() {
        return false;
    }

    @Override
    public void setUpdateRate(int perSecond) {}

    @Override
    public void setJpegQuality(int quality) {}

    @Override
    public void refresh() {}

    @Override
    public RfbStatistics statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
