package org.pilothouse.rfb.fx.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.Framebuffer;

class PlacementTest {
    private static final Framebuffer DESKTOP = new Framebuffer(1280, 720);

    @ParameterizedTest
    @CsvSource({
        // view, screen scale -> picture in screen pixels, logical offset
        "640, 360, 1, 640, 360, 0, 0",
        "640, 640, 1, 640, 360, 0, 140",
        "1000, 360, 1, 640, 360, 180, 0",
        "1920, 1080, 1, 1920, 1080, 0, 0",
        "640, 360, 2, 1280, 720, 0, 0",
        "101, 57, 1, 101, 57, 0, 0",
        "1, 1, 1, 1, 1, 0, 0",
    })
    void fitKeepsProportionsAndCentres(
            double width, double height, double scale, int screenWidth, int screenHeight, double x, double y) {
        Placement placement = Placement.of(new ViewGeometry(new Scale.Fit(), width, height, scale, scale), DESKTOP);
        assertEquals(screenWidth, placement.screenWidth());
        assertEquals(screenHeight, placement.screenHeight());
        assertEquals(x, placement.x());
        assertEquals(y, placement.y());
    }

    @Test
    void everyPointOfThePictureIsARemotePixelAndTheCornersAreTheCorners() {
        Placement placement = Placement.of(view(new Scale.Fit(), 1000, 360, 1), DESKTOP);
        assertEquals(0, placement.remoteX(180));
        assertEquals(1, placement.remoteX(180.5));
        assertEquals(1279, placement.remoteX(819.9));
        assertEquals(719, placement.remoteY(359.9));
        assertEquals(640, placement.remoteX(500));
        assertEquals(0, placement.remoteX(-50), "beside the picture, the nearest pixel");
        assertEquals(1279, placement.remoteX(999));
    }

    @Test
    void actualSizeIsOnePixelForOneAlsoOnADenseScreen() {
        Placement placement = Placement.of(view(new Scale.Times(1), 1000, 800, 2), DESKTOP);
        assertTrue(placement.isUnscaled());
        assertEquals(640, placement.width());
        assertEquals(180, placement.x());
        assertEquals(0, placement.remoteX(180));
        assertEquals(1, placement.remoteX(180.5));
    }

    @Test
    void aPictureLargerThanTheViewStartsAtItsCornerAndScrollsByWholePixels() {
        Placement placement = Placement.of(view(new Scale.Times(1), 300, 200, 1), DESKTOP);
        assertEquals(0, placement.x());
        Placement scrolled = Placement.of(new ViewGeometry(new Scale.Times(1), 300, 200, 100.4, 50, 1, 1), DESKTOP);
        assertEquals(-100, scrolled.x());
        assertEquals(110, scrolled.remoteX(10));
        assertEquals(60, scrolled.remoteY(10));
    }

    @Test
    void everyRemotePixelCanBeReachedInAnyScale() {
        for (int width = 1280; width < 2600; width += 37) {
            Placement placement = Placement.of(view(new Scale.Fit(), width, 2000, 1.25), DESKTOP);
            boolean[] reached = new boolean[1280];
            for (double x = placement.x(); x < placement.x() + placement.width(); x += 0.8) {
                reached[placement.remoteX(x + 0.4)] = true;
            }
            for (int i = 0; i < reached.length; i++) {
                assertTrue(reached[i], "pixel " + i + " at width " + width);
            }
        }
    }

    private static ViewGeometry view(Scale scaling, double width, double height, double scale) {
        return new ViewGeometry(scaling, width, height, scale, scale);
    }

    @Test
    void aWholeFactorMakesSquaresAndOnlyWhatIsSeenIsKept() {
        Placement placement = Placement.of(new ViewGeometry(new Scale.Times(4), 300, 200, 1000, 5000, 1, 1), DESKTOP);
        assertEquals(5120, placement.screenWidth());
        assertEquals(2880, placement.screenHeight());
        assertEquals(new Placement.Crop(1000, 2680, 300, 200), placement.crop(), "panned as far as there is something");
        assertEquals(250, placement.remoteX(0));
        assertEquals(719, placement.remoteY(199));
        assertEquals(0, placement.viewX(250));
    }
}
