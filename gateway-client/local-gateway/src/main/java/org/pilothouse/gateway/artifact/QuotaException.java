package org.pilothouse.gateway.artifact;

/** No room is left for artifacts. */
public final class QuotaException extends Exception {
    private static final long serialVersionUID = 1L;

    QuotaException(long used, long limit) {
        super("artifacts take " + mib(used) + " of " + mib(limit)
                + " MiB, so nothing more is kept; remove old state or raise the limit (--artifact-limit-mb)");
    }

    private static long mib(long bytes) {
        return bytes / (1024 * 1024);
    }
}
