package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewportTest {
    private static final double EXACT = 1e-6;

    @Test
    void fitsAndCentres() {
        Viewport fit = Viewport.fit(1280, 720, 640, 600);

        assertEquals(0.5, fit.scale(), EXACT);
        assertEquals(0, fit.x(), EXACT);
        assertEquals(120, fit.y(), EXACT);
        assertEquals(50, fit.percent());
    }

    @Test
    void aSmallPictureIsNotBlownUpFar() {
        assertEquals(2, Viewport.fit(100, 50, 1000, 1000).scale(), EXACT);
    }

    @Test
    void whatIsUnderThePointerStaysThere() {
        Viewport before = Viewport.fit(1280, 720, 640, 360);
        double x = before.toPictureX(200);
        double y = before.toPictureY(100);

        Viewport after = before.zoom(4, 200, 100);

        assertEquals(2, after.scale(), EXACT);
        assertEquals(x, after.toPictureX(200), EXACT);
        assertEquals(y, after.toPictureY(100), EXACT);
        assertFalse(after.fitted());
    }

    @Test
    void neverLosesThePicture() {
        Viewport far = Viewport.fit(1280, 720, 640, 360).zoom(8, 0, 0).pan(100_000, -100_000);

        assertEquals(0, far.x(), EXACT);
        assertEquals(360 - 720 * far.scale(), far.y(), EXACT);
    }

    @Test
    void zoomHasEnds() {
        Viewport start = Viewport.fit(1280, 720, 640, 360);

        assertEquals(Viewport.LARGEST, start.zoom(1e9, 1, 1).scale(), EXACT);
        assertEquals(Viewport.SMALLEST, start.zoom(1e-9, 1, 1).scale(), EXACT);
        assertEquals(1, start.actualSize().scale(), EXACT);
    }

    @Test
    void followsThePaneWhileItFits() {
        Viewport fit = Viewport.fit(1280, 720, 640, 360);
        assertEquals(1, fit.resized(1280, 720).scale(), EXACT);

        Viewport zoomed = fit.zoom(2, 0, 0);
        assertEquals(zoomed.scale(), zoomed.resized(900, 700).scale(), EXACT);
    }

    @Test
    void bringsAPartIntoSight() {
        Viewport zoomed = Viewport.fit(1280, 720, 640, 360).zoom(8, 0, 0);
        Area corner = new Area(1200, 700, 40, 10);

        Viewport there = zoomed.showing(corner);

        assertTrue(there.toPaneX(corner.x()) >= 0 && there.toPaneX(corner.x() + corner.width()) <= 640);
        assertEquals(there, there.showing(corner), "it stays where it is once it is there");
    }
}
