/** The console: composition root and launcher. */
@NullMarked
package org.pilothouse.app;

import org.jspecify.annotations.NullMarked;
