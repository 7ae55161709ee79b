package org.pilothouse.app.notification;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.pilothouse.app.config.SettingsStore;
import org.pilothouse.app.thread.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two soft notes, where the person wants to hear them and the machine can play them. */
public final class Chime implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Chime.class);
    private static final float RATE = 44_100;
    private static final double[] NOTES = {659.25, 880};
    private static final double NOTE_SECONDS = 0.14;
    private static final double TAIL_SECONDS = 0.12;

    private final SettingsStore settings;
    private final Background background;

    public Chime(SettingsStore settings, Background background) {
        this.settings = settings;
        this.background = background;
    }

    @Override
    public void run() {
        if (settings.get().alerts().sound()) {
            background.run(Chime::play);
        }
    }

    private static void play() {
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            byte[] samples = samples();
            line.write(samples, 0, samples.length);
            line.drain();
        } catch (LineUnavailableException | IllegalArgumentException | LinkageError e) {
            // A machine without a sound device is nothing to bother a person with.
            log.debug("no sound", e);
        }
    }

    /** 16 bit, little endian. */
    static byte[] samples() {
        int perNote = (int) (RATE * NOTE_SECONDS);
        int tail = (int) (RATE * TAIL_SECONDS);
        byte[] samples = new byte[2 * (perNote * NOTES.length + tail)];
        for (int i = 0; i < samples.length / 2; i++) {
            int note = Math.min(i / perNote, NOTES.length - 1);
            double within = (i - note * perNote) / (double) RATE;
            double attack = Math.min(1, within / 0.008);
            double loudness = 0.18 * attack * Math.exp(-within * 14);
            short value = (short) (loudness * Short.MAX_VALUE * Math.sin(2 * Math.PI * NOTES[note] * within));
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        return samples;
    }
}
