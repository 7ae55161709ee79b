package org.pilothouse.app.dialog;

/** The model of something that is shown in front of everything else; its class decides which view shows it. */
public interface DialogRequest {
    /** Whether a click beside it or Escape closes it; false while something entered would be lost. */
    default boolean isEasilyClosed() {
        return true;
    }

    /** It is no longer shown. */
    default void closed() {}
}
