package org.pilothouse.rfb.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.metrics.Pressure;

class QualityControllerTest {
    private final QualityController controller = new QualityController();

    @Test
    void startsWithTheBest() {
        assertEquals(8, quality());
        seconds(100, Pressure.LOW);
        assertEquals(8, quality());
    }

    @Test
    void oneBadSecondIsNothing() {
        assertFalse(controller.observe(Pressure.HIGH));
        controller.observe(Pressure.FAIR);
        controller.observe(Pressure.HIGH);
        assertEquals(8, quality());
    }

    @Test
    void lastingPressureGoesDownStepByStepToTheWorst() {
        seconds(2, Pressure.HIGH);
        assertEquals(7, quality());
        seconds(100, Pressure.HIGH);
        assertEquals(1, quality());
    }

    @Test
    void severePressureDoesNotWait() {
        assertTrue(controller.observe(Pressure.SEVERE));
        assertEquals(6, quality());
    }

    @Test
    void compressionGrowsAsQualityFalls() {
        int before = controller.level().compression();
        seconds(100, Pressure.SEVERE);
        assertTrue(controller.level().compression() > before);
    }

    @Test
    void fairStaysWhereItIs() {
        seconds(1, Pressure.SEVERE);
        seconds(200, Pressure.FAIR);
        assertEquals(6, quality());
    }

    @Test
    void calmRises() {
        seconds(3, Pressure.SEVERE);
        assertEquals(1, quality());
        seconds(3, Pressure.LOW);
        assertEquals(3, quality());
        seconds(30, Pressure.LOW);
        assertEquals(8, quality());
    }

    @Test
    void aRiseThatDidNotLastIsNotTriedAgainSoSoon() {
        seconds(3, Pressure.SEVERE);
        int changes = 0;
        boolean up = true;
        // The network carries the worst level and nothing else.
        for (int second = 0; second < 600; second++) {
            Pressure pressure = quality() > 1 ? Pressure.HIGH : Pressure.LOW;
            boolean changed = controller.observe(pressure);
            changes += changed ? 1 : 0;
            up = changed && quality() > 1;
        }
        assertTrue(changes <= 2 * (600 / 40), changes + " changes in ten minutes");
        assertTrue(changes >= 6, "it still tries");
        assertFalse(up && quality() > 3);
    }

    private void seconds(int count, Pressure pressure) {
        for (int i = 0; i < count; i++) {
            controller.observe(pressure);
        }
    }

    private int quality() {
        return controller.level().jpegQuality();
    }
}
