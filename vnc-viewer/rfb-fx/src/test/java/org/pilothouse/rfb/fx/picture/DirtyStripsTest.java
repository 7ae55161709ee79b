package org.pilothouse.rfb.fx.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirtyStripsTest {
    private final DirtyStrips strips = new DirtyStrips(100, 130);

    @Test
    void joinsWhatChangesInAStripAndSplitsWhatSpansSeveral() {
        strips.add(10, 10, 5, 5);
        strips.add(30, 20, 5, 5);
        strips.add(90, 60, 5, 70);
        assertEquals(List.of("0: 85x54+10+10", "1: 5x64+90+64", "2: 5x2+90+128"), drain());
        assertEquals(List.of(), drain());
    }

    @Test
    void cutsOffWhatLiesOutside() {
        strips.add(-5, 120, 1000, 1000);
        strips.add(100, 0, 5, 5);
        strips.add(0, 130, 5, 5);
        assertEquals(List.of("1: 100x8+0+120", "2: 100x2+0+128"), drain());
    }

    private List<String> drain() {
        List<String> boxes = new ArrayList<>();
        strips.drain(
                (strip, x, y, width, height) -> boxes.add(strip + ": " + width + "x" + height + "+" + x + "+" + y));
        return boxes;
    }
}
