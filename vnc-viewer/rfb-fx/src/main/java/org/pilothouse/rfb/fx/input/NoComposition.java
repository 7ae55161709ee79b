package org.pilothouse.rfb.fx.input;

import javafx.geometry.Point2D;
import javafx.scene.input.InputMethodRequests;

/** Lets input methods commit text to the view; there is no text of ours that they could look at. */
public final class NoComposition implements InputMethodRequests {
    @Override
    public Point2D getTextLocation(int offset) {
        return Point2D.ZERO;
    }

    @Override
    public int getLocationOffset(int x, int y) {
        return 0;
    }

    @Override
    public void cancelLatestCommittedText() {}

    @Override
    public String getSelectedText() {
        return "";
    }
}
