namespace DataflowSync.Testing;

/// <summary>What the fake provider says in <c>user_info.status</c>. Everything but <see cref="Active"/> closes the lists.</summary>
public enum FakeAccountStatus
{
    /// <summary>The account works.</summary>
    Active,

    /// <summary>The account's time is over.</summary>
    Expired,

    /// <summary>The provider has banned the account.</summary>
    Banned,

    /// <summary>The provider has switched the account off.</summary>
    Disabled,
}
