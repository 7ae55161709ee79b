package org.pilothouse.app.artifact;

import javafx.stage.Window;

/** Where artifacts can be taken to, out of the console. On the UI thread. */
public interface Exports {
    void copy(String text);

    void copy(Picture picture);

    /** Asks where to, and writes there. */
    void save(Window owner, String suggestedName, byte[] bytes);
}
