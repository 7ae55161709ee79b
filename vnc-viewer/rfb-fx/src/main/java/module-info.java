/** A JavaFX node that shows and controls a remote desktop: {@link org.pilothouse.rfb.fx.VncView}. */
module org.pilothouse.rfb.fx {
    requires static transitive org.jspecify;
    requires transitive org.pilothouse.rfb;
    requires transitive javafx.controls;

    exports org.pilothouse.rfb.fx;
    // JavaFX makes the application object
    exports org.pilothouse.rfb.fx.window to
            javafx.graphics;
}
