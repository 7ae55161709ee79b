package org.pilothouse.agent.v1;

import java.util.concurrent.atomic.AtomicInteger;
import org.pilothouse.agent.recording.RecordingOptions;

/** Pictures a second of recordings that name no number; whoever starts the desktop may say it. */
final class RecordingRate {
    private final AtomicInteger fps = new AtomicInteger(RecordingOptions.DEFAULT.fps());

    int get() {
        return fps.get();
    }

    void set(int wanted) {
        fps.set(wanted);
    }
}
