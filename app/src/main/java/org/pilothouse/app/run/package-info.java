/** What agents do on desktops: runs, their steps, attempts and artifacts. */
@NullMarked
package org.pilothouse.app.run;

import org.jspecify.annotations.NullMarked;
