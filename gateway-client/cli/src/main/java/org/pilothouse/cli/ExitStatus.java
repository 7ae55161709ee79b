package org.pilothouse.cli;

/** How a command ends; scripts rely on these numbers. */
public final class ExitStatus {
    public static final int OK = 0;
    /** The gateway said no. */
    public static final int REFUSED = 1;
    /** The command line makes no sense, or a file that it names. */
    public static final int USAGE = 2;
    /** No gateway answered. */
    public static final int UNREACHABLE = 3;
    /** What answered is no gateway, or one of another version. */
    public static final int BAD_ANSWER = 4;
    /** What was waited for ended badly: a run failed, a picture's hash is wrong, a desktop is in error. */
    public static final int FAILED = 5;
    /** What was waited for did not come in time. */
    public static final int TIMEOUT = 6;

    private ExitStatus() {}
}
