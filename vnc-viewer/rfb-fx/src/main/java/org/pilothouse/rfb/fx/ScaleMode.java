package org.pilothouse.rfb.fx;

/** How the remote picture gets into the view. */
public enum ScaleMode {
    /** As large as the view allows, with its proportions kept. */
    FIT,
    /** One remote pixel is one pixel of the screen; scroll bars where the view is too small. */
    ACTUAL_SIZE,
    /** By {@link VncView#zoomProperty()}, with scroll bars. Whole factors show every remote pixel as a sharp square. */
    ZOOM,
    /** The remote desktop is asked to take the view's size. Shown like {@link #FIT} where it does not. */
    RESIZE_REMOTE
}
