package org.pilothouse.rfb.fx.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.fx.picture.Placement;
import org.pilothouse.rfb.fx.picture.Scale;
import org.pilothouse.rfb.fx.picture.ViewGeometry;
import org.pilothouse.rfb.fx.testing.Fx;
import org.pilothouse.rfb.fx.testing.RecordingSession;
import org.testfx.framework.junit5.ApplicationExtension;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
class TouchInputTest {
    private final RecordingSession session = new RecordingSession();
    private final Placement placement =
            Placement.of(new ViewGeometry(new Scale.Times(1), 100, 100, 1, 1), new Framebuffer(100, 100));
    private final TouchInput touch =
            new TouchInput(new PointerInput(() -> Optional.of(session)), () -> Optional.of(placement));

    @Test
    void aTapIsAClickWhereItBegan() {
        Fx.run(() -> {
            touch.began(10, 20);
            touch.moved(12, 21);
            touch.ended(12, 21);
        });
        assertEquals("10,20:0 10,20:1 10,20:0", session.take());
    }

    @Test
    void aFingerThatStaysIsTheRightButtonAndNothingMore() {
        Fx.run(() -> touch.began(10, 20));
        Fx.await("the right button", () -> session.said().endsWith("10,20:0 10,20:4 10,20:0"));
        session.take();
        Fx.run(() -> {
            touch.moved(50, 50);
            touch.ended(50, 50);
        });
        assertEquals("", session.take());
    }

    @Test
    void aFingerThatMovesDrags() {
        Fx.run(() -> {
            touch.began(10, 20);
            touch.moved(40, 20);
            touch.moved(60, 30);
            touch.ended(60, 30);
        });
        assertEquals("10,20:0 10,20:1 40,20:1 60,30:1 60,30:0", session.take());
    }

    @Test
    void whenTheFocusGoesNoButtonStaysDown() {
        Fx.run(() -> {
            touch.began(10, 20);
            touch.moved(40, 20);
            touch.cancel();
            touch.ended(40, 20);
        });
        assertEquals("10,20:0 10,20:1 40,20:1 40,20:0", session.take());
    }
}
