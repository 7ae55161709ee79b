/** The two kinds of threads of the console: the one that paints, and virtual ones that wait for others. */
@NullMarked
package org.pilothouse.app.thread;

import org.jspecify.annotations.NullMarked;
