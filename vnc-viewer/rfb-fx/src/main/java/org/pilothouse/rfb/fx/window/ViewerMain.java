package org.pilothouse.rfb.fx.window;

import javafx.application.Application;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.fx.PulseRate;

/** Starts the stand-alone viewer: {@code ViewerMain [--view-only] [--actual-size] ADDRESS}. The password is asked, or in VNC_PASSWORD. */
public final class ViewerMain {
    private ViewerMain() {}

    public static void main(String[] arguments) {
        String address = arguments.length == 0 ? "" : arguments[arguments.length - 1];
        try {
            RfbAddress.parse(address);
        } catch (IllegalArgumentException e) {
            System.err.println("vnc: " + e.getMessage());
            System.exit(2);
        }
        PulseRate.prepare();
        Application.launch(ViewerApplication.class, arguments);
    }
}
