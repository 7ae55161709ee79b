package org.pilothouse.agent.recording;

/**
 * How much room films may take.
 *
 * @param fileBytes a film ends when its file is so long
 * @param keptBytes the oldest films are removed when all together are longer
 * @param keptFiles the oldest films are removed when there are more
 * @param freeBytes of the disk that are left alone
 */
public record RecordingLimits(long fileBytes, long keptBytes, int keptFiles, long freeBytes) {
    private static final long MIB = 1L << 20;
    public static final RecordingLimits DEFAULT = new RecordingLimits(1024 * MIB, 4096 * MIB, 2000, 64 * MIB);
}
