namespace DataflowSync.Crash.Tests;

/// <summary>A theory that needs a real, small file system, and is skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsTheoryAttribute : TheoryAttribute
{
    public TmpfsTheoryAttribute()
    {
        if (!SmallDisk.CanMount())
        {
            Skip = "Mounting a tmpfs takes Linux and CAP_SYS_ADMIN.";
        }
    }
}
