package org.pilothouse.app.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.config.ConsoleSettings.Window;

class WindowPlacementTest {
    private static final Rectangle2D BIG = new Rectangle2D(0, 0, 1920, 1080);
    private static final Rectangle2D RIGHT = new Rectangle2D(1920, 0, 1280, 1024);

    private static Rectangle2D place(Window remembered, Rectangle2D... screens) {
        return WindowPlacement.place(remembered, List.of(screens));
    }

    @Test
    void theFirstTimeItIsInTheMiddle() {
        assertEquals(new Rectangle2D(320, 140, 1280, 800), place(null, BIG));
    }

    @Test
    void itComesBackWhereItWas() {
        assertEquals(new Rectangle2D(2000, 50, 900, 700), place(new Window(2000, 50, 900, 700, false), BIG, RIGHT));
    }

    @Test
    void aPlaceThatNoScreenShowsAnyMoreIsForgotten() {
        assertEquals(new Rectangle2D(320, 140, 1280, 800), place(new Window(2000, 50, 900, 700, false), BIG));
        assertEquals(
                new Rectangle2D(320, 140, 1280, 800),
                place(new Window(100, -28, 900, 700, false), BIG),
                "a title bar above the screen can't be reached");
        assertEquals(new Rectangle2D(320, 140, 1280, 800), place(new Window(Double.NaN, 0, 900, 700, false), BIG));
        assertEquals(new Rectangle2D(320, 140, 1280, 800), place(new Window(0, 0, 0, 0, false), BIG));
    }

    @Test
    void nothingIsLargerThanItsScreen() {
        Rectangle2D small = new Rectangle2D(0, 0, 1024, 600);
        assertEquals(small, place(null, small));
        assertEquals(new Rectangle2D(10, 10, 1024, 600), place(new Window(10, 10, 3000, 2000, false), small));
    }
}
