package org.pilothouse.agent.desktop;

import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.x11.XWindow;

/** Something that a selector fits. */
sealed interface Found {
    /** Whether it can be seen. */
    boolean showing();

    record InTree(Element element) implements Found {
        @Override
        public boolean showing() {
            return element.showing();
        }
    }

    /**
     * A window of a program that offers no accessibility tree, or one that was asked for by its own reference.
     *
     * @param active it has the keyboard
     */
    record OnScreen(XWindow window, boolean active) implements Found {
        @Override
        public boolean showing() {
            return window.mapped();
        }
    }
}
