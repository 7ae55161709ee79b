package org.pilothouse.agent.desktop;

import java.util.Optional;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.x11.XWindow;

/** The one thing that an act is meant for. */
sealed interface Target {
    /** Names it in an answer. */
    String ref();

    record Place(int x, int y) implements Target {
        @Override
        public String ref() {
            return "pixel:" + x + "," + y;
        }
    }

    /** A window, known only to the X server. */
    record Window(XWindow window) implements Target {
        @Override
        public String ref() {
            return WindowRefs.of(window);
        }
    }

    /**
     * @param window in which it is, or which it is
     */
    record Widget(Element element, Optional<Element> window) implements Target {
        @Override
        public String ref() {
            return element.ref().toString();
        }
    }
}
