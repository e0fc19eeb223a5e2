namespace DataflowSync.Testing;

/// <summary>The account that the fake provider's credentials open. Thread-safe; a change counts from the next request on.</summary>
public sealed class FakeAccount
{
    private readonly Lock _gate = new();
    private State _state = new(true, FakeAccountStatus.Active, DateTimeOffset.UnixEpoch.AddYears(130), 1);

    internal FakeAccount()
    {
    }

    /// <summary>Whether the credentials are accepted, true at first. When not, everything is answered as for a wrong password.</summary>
    public bool Authorized
    {
        get => Read().Authorized;
        set => Change(state => state with { Authorized = value });
    }

    /// <summary>
    /// The status, active at first. An account that is not active gets the answer of the account check to every action, with
    /// <c>auth</c> 1, as version 2.9 panels do.
    /// </summary>
    public FakeAccountStatus Status
    {
        get => Read().Status;
        set => Change(state => state with { Status = value });
    }

    /// <summary>When the account ends, 2100-01-01 at first; null for never. Does not touch <see cref="Status"/>.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get => Read().ExpiresAt;
        set => Change(state => state with { ExpiresAt = value });
    }

    /// <summary>The connections that the account may have at once, 1 at first. Said, not enforced.</summary>
    public int MaxConnections
    {
        get => Read().MaxConnections;
        set => Change(state => state with { MaxConnections = value });
    }

    internal State Read()
    {
        lock (_gate)
        {
            return _state;
        }
    }

    private void Change(Func<State, State> change)
    {
        lock (_gate)
        {
            _state = change(_state);
        }
    }

    internal sealed record State(bool Authorized, FakeAccountStatus Status, DateTimeOffset? ExpiresAt, int MaxConnections);
}
