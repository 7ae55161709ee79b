/** The activity log: who did what, when. */
@NullMarked
package org.pilothouse.protocol.activity;

import org.jspecify.annotations.NullMarked;
